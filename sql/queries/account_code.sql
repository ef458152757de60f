-- Statements of lib/hub/account_code.c.

-- name: account_code_replace(purpose text, account bigint, email text)
DELETE FROM account_code
 WHERE purpose = :purpose
   AND CASE WHEN :account > 0 THEN account = :account
            ELSE account IS NULL AND lower(email) IS NOT DISTINCT FROM lower(:email) END;

-- name: account_code_add(digest bytea, purpose text, account bigint, email text, made_by bigint, expires_at bigint)
INSERT INTO account_code (digest, purpose, account, email, made_by, expires_at)
VALUES (:digest, :purpose, nullif(:account, 0), :email, nullif(:made_by, 0), to_timestamp(:expires_at));

-- name: account_code_find(digest bytea, purpose text, now bigint)
SELECT account, email, made_by FROM account_code
 WHERE digest = :digest AND purpose = :purpose AND expires_at > to_timestamp(:now);

-- name: account_code_use(digest bytea, purpose text, now bigint)
DELETE FROM account_code
 WHERE digest = :digest AND purpose = :purpose AND expires_at > to_timestamp(:now)
RETURNING account, email, made_by;
