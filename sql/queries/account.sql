-- Statements of lib/hub/account.c.

-- name: account_find(who text)
-- By name or e-mail; a name holds no @, so there is one row at most.
SELECT id, name, email, email_confirmed_at IS NOT NULL AS confirmed, totp_since IS NOT NULL AS two_factor,
       password_hash, password_version, is_admin, disabled_at IS NOT NULL AS disabled
  FROM account WHERE lower(name) = lower(:who) OR lower(email) = lower(:who);

-- name: account_get(id bigint)
SELECT id, name, email, email_confirmed_at IS NOT NULL AS confirmed, totp_since IS NOT NULL AS two_factor,
       password_hash, password_version, is_admin, disabled_at IS NOT NULL AS disabled
  FROM account WHERE id = :id;

-- name: account_still(id bigint, version int)
-- One row while the account is open, its password the same, and enough to sign in.
SELECT name FROM account
 WHERE id = :id AND password_version = :version AND disabled_at IS NULL AND totp_since IS NULL;

-- name: account_admin_exists()
SELECT EXISTS (SELECT FROM account WHERE is_admin AND disabled_at IS NULL) AS found;

-- name: account_lock()
-- Until the end of the transaction: of two first administrators only one is made.
SELECT pg_advisory_xact_lock(7239515);

-- name: account_add(name text, email text, hash text, is_admin boolean)
INSERT INTO account (name, email, password_hash, is_admin)
VALUES (:name, :email, :hash, :is_admin) ON CONFLICT DO NOTHING RETURNING id;

-- name: account_set_password(id bigint, hash text)
WITH ended AS (DELETE FROM account_code WHERE account = :id AND purpose IN ('reset', 'confirm'))
UPDATE account SET password_hash = :hash, password_version = password_version + 1
 WHERE id = :id RETURNING password_version;

-- name: account_failures(who bytea, address text, now bigint)
SELECT count(*) FILTER (WHERE who = :who) AS of_account, count(*) AS of_address
  FROM login_failure WHERE address = :address AND at > to_timestamp(:now) - interval '15 minutes';

-- name: account_fail(who bytea, address text, now bigint)
INSERT INTO login_failure (who, address, at) VALUES (:who, :address, to_timestamp(:now));

-- name: account_forgive(who bytea, address text, account bigint)
WITH ended AS (DELETE FROM account_code WHERE account = :account AND purpose = 'reset')
DELETE FROM login_failure WHERE who = :who AND address = :address;

-- name: account_rehash(id bigint, hash text, old text)
-- The same password, hashed at a higher cost.
UPDATE account SET password_hash = :hash WHERE id = :id AND password_hash = :old;

-- name: account_confirm_email(id bigint, email text, now bigint)
-- One row, or none if somebody else has this address.
UPDATE account SET email = :email, email_confirmed_at = to_timestamp(:now)
 WHERE id = :id AND NOT EXISTS (SELECT FROM account a WHERE lower(a.email) = lower(:email) AND a.id <> :id)
RETURNING id;

-- name: account_remove(id bigint)
-- One row, or none if no administrator would be left.  Its tokens go with it.
DELETE FROM account a
 WHERE id = :id
   AND (NOT is_admin OR EXISTS (SELECT FROM account b WHERE b.is_admin AND b.disabled_at IS NULL AND b.id <> a.id))
RETURNING id;
