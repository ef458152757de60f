-- Statements of lib/hub/second_factor.c.

-- name: second_factor_draft(id bigint, sealed bytea)
UPDATE account SET totp_sealed = :sealed, totp_step = 0 WHERE id = :id AND totp_since IS NULL;

-- name: second_factor_secret(id bigint)
SELECT totp_sealed, totp_step FROM account WHERE id = :id;

-- name: second_factor_step(id bigint, step bigint)
-- One row for whoever uses a step first.
UPDATE account SET totp_step = :step WHERE id = :id AND totp_step < :step RETURNING id;

-- name: second_factor_begin(id bigint, now bigint)
UPDATE account SET totp_since = to_timestamp(:now) WHERE id = :id AND totp_sealed IS NOT NULL;

-- name: second_factor_end(id bigint)
WITH gone AS (DELETE FROM recovery_code WHERE account = :id)
UPDATE account SET totp_sealed = NULL, totp_since = NULL, totp_step = 0 WHERE id = :id;

-- name: second_factor_recover(id bigint, digest bytea)
DELETE FROM recovery_code WHERE account = :id AND digest = :digest RETURNING account;

-- name: second_factor_forget_codes(id bigint)
DELETE FROM recovery_code WHERE account = :id;

-- name: second_factor_add_code(id bigint, digest bytea)
INSERT INTO recovery_code (account, digest) VALUES (:id, :digest);

-- name: second_factor_left(id bigint)
SELECT count(*) AS codes FROM recovery_code WHERE account = :id;

-- name: second_factor_is_on(id bigint)
SELECT has_second_factor(:id) AS found;
