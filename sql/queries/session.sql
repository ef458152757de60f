-- Statements of lib/hub/session.c.  now is the program's clock.

-- name: session_add(digest bytea, account bigint, version int, address text, agent text, now bigint)
INSERT INTO session (digest, account, password_version, created_at, seen_at, confirmed_at, address, agent)
VALUES (:digest, :account, :version, to_timestamp(:now), to_timestamp(:now), to_timestamp(:now),
        left(:address, 100), left(:agent, 300));

-- name: session_find(digest bytea, now bigint)
-- One row while the session lives.
SELECT s.account, a.name, s.seen_at < to_timestamp(:now) - interval '1 minute' AS was_idle
  FROM session s JOIN account a ON a.id = s.account
 WHERE s.digest = :digest AND s.seen_at > to_timestamp(:now) - interval '8 hours'
   AND s.created_at > to_timestamp(:now) - interval '7 days'
   AND s.password_version = a.password_version AND a.disabled_at IS NULL;

-- name: session_seen(digest bytea, now bigint)
UPDATE session SET seen_at = to_timestamp(:now) WHERE digest = :digest;

-- name: session_list(account bigint, now bigint)
SELECT s.digest, s.address, s.agent, epoch(s.created_at) AS created_at,
       epoch(s.seen_at) AS seen_at
  FROM session s JOIN account a ON a.id = s.account AND a.password_version = s.password_version
 WHERE s.account = :account AND s.seen_at > to_timestamp(:now) - interval '8 hours'
   AND s.created_at > to_timestamp(:now) - interval '7 days'
 ORDER BY s.seen_at DESC LIMIT 100;

-- name: session_end(account bigint, digest bytea)
DELETE FROM session WHERE account = :account AND digest = :digest RETURNING account;

-- name: session_end_others(account bigint, digest bytea)
DELETE FROM session WHERE account = :account AND digest <> :digest;

-- name: session_keep(digest bytea, version int, now bigint)
-- After a change of password by its owner: this one goes on.
UPDATE session SET password_version = :version, confirmed_at = to_timestamp(:now)
 WHERE digest = :digest;

-- name: session_confirm(digest bytea, now bigint)
UPDATE session SET confirmed_at = to_timestamp(:now) WHERE digest = :digest;

-- name: session_is_fresh(digest bytea, now bigint)
SELECT session_is_fresh(:digest, to_timestamp(:now)) AS fresh;
