-- Statements of lib/hub/account.c.

-- name: account_find(who text)
-- By name or e-mail; a name holds no @, so there is one row at most.
SELECT id, name, email, password_hash, password_version, is_admin, disabled_at IS NOT NULL AS disabled
  FROM account WHERE lower(name) = lower(:who) OR lower(email) = lower(:who);

-- name: account_get(id bigint)
SELECT id, name, email, password_hash, password_version, is_admin, disabled_at IS NOT NULL AS disabled
  FROM account WHERE id = :id;

-- name: account_still(id bigint, version int)
-- One row while the account is open and its password the same.
SELECT name FROM account WHERE id = :id AND password_version = :version AND disabled_at IS NULL;

-- name: account_admin_exists()
SELECT EXISTS (SELECT FROM account WHERE is_admin AND disabled_at IS NULL) AS found;

-- name: account_lock()
-- Until the end of the transaction: of two first administrators only one is made.
SELECT pg_advisory_xact_lock(7239515);

-- name: account_add(name text, email text, hash text, is_admin boolean)
INSERT INTO account (name, email, password_hash, is_admin)
VALUES (:name, :email, :hash, :is_admin) ON CONFLICT DO NOTHING RETURNING id;

-- name: account_set_password(id bigint, hash text)
UPDATE account SET password_hash = :hash, password_version = password_version + 1
 WHERE id = :id RETURNING password_version;

-- name: account_failures(who bytea, address text, now bigint)
SELECT count(*) FILTER (WHERE who = :who) AS of_account, count(*) AS of_address
  FROM login_failure WHERE address = :address AND at > to_timestamp(:now) - interval '15 minutes';

-- name: account_fail(who bytea, address text, now bigint)
INSERT INTO login_failure (who, address, at) VALUES (:who, :address, to_timestamp(:now));

-- name: account_forgive(who bytea, address text)
DELETE FROM login_failure WHERE who = :who AND address = :address;

-- name: account_code_add(digest bytea, purpose text, expires_at bigint)
INSERT INTO account_code (digest, purpose, expires_at)
VALUES (:digest, :purpose, to_timestamp(:expires_at));

-- name: account_code_end(purpose text)
DELETE FROM account_code WHERE purpose = :purpose;

-- name: account_code_use(digest bytea, purpose text, now bigint)
UPDATE account_code SET used_at = to_timestamp(:now)
 WHERE digest = :digest AND purpose = :purpose AND used_at IS NULL AND expires_at > to_timestamp(:now)
RETURNING purpose;
