-- Statements of lib/hub/token_grant.c.

-- name: token_grant_add(jti text, kid text, name text, scope text, every_repo boolean, pattern text, account bigint, expires_at bigint)
INSERT INTO token (jti, kid, name, scope, every_repo, pattern, account, expires_at)
VALUES (:jti, :kid, :name, :scope, :every_repo, :pattern, nullif(:account, 0), to_timestamp(:expires_at))
RETURNING id;

-- name: token_grant_cover(token bigint, repo bigint)
INSERT INTO token_repo (token, repo) VALUES (:token, :repo);

-- name: token_grant_list(now bigint, repo bigint)
-- In force first, then what ended less than 30 days ago; of one repository those that name it, unless
-- repo is 0.  repos is NULL for tokens of all.
SELECT t.id, t.name, t.scope, t.every_repo, a.name AS account, t.used_address, t.kid,
       coalesce(t.pattern, (SELECT string_agg(r.name, ', ' ORDER BY r.folded)
                              FROM token_repo x JOIN repo r ON r.id = x.repo WHERE x.token = t.id)) AS repos,
       epoch(t.created_at) AS created_at,
       epoch(t.expires_at) AS expires_at,
       epoch(t.revoked_at) AS revoked_at,
       epoch(t.used_at) AS used_at
  FROM token t LEFT JOIN account a ON a.id = t.account
 WHERE least(t.revoked_at, t.expires_at) > to_timestamp(:now) - interval '30 days'
   AND (:repo = 0 OR EXISTS (SELECT FROM token_repo x WHERE x.token = t.id AND x.repo = :repo))
 ORDER BY least(t.revoked_at, t.expires_at) <= to_timestamp(:now), t.id DESC
 LIMIT 500;

-- name: token_grant_expiring(now bigint)
-- Those in force that end within 7 days, each told once: to whoever made it, while the account is open.
UPDATE token t SET warned_at = to_timestamp(:now)
  FROM account a
 WHERE a.id = t.account AND a.disabled_at IS NULL AND t.revoked_at IS NULL AND t.warned_at IS NULL
   AND t.expires_at > to_timestamp(:now) AND t.expires_at <= to_timestamp(:now) + interval '7 days'
   -- of one that was made for a few days nobody needs to be told
   AND t.expires_at > t.created_at + interval '8 days'
RETURNING t.id, t.account, a.name AS account_name, t.name, t.used_address, epoch(t.used_at) AS used_at,
          epoch(t.expires_at) AS expires_at,
          CASE WHEN t.every_repo THEN 'all repositories' ELSE coalesce(t.pattern,
              (SELECT string_agg(r.name, ', ' ORDER BY r.folded)
                 FROM token_repo x JOIN repo r ON r.id = x.repo WHERE x.token = t.id)) END AS repos;

-- name: token_grant_count_kid(kid text)
-- How many tokens in force a key signed; those of before keys were noted count for every key.
SELECT count(*) AS tokens FROM token
 WHERE coalesce(kid = :kid, true) AND revoked_at IS NULL AND expires_at > now();

-- name: token_grant_revoke(id bigint)
UPDATE token SET revoked_at = now() WHERE id = :id AND revoked_at IS NULL RETURNING name;

-- name: token_grant_check(jti text, address text)
-- One row if the token is in force; its use is noted once a minute, by whoever need not wait.
WITH found AS (
    SELECT t.id, t.scope, t.used_at
      FROM token t LEFT JOIN account a ON a.id = t.account
     WHERE t.jti = :jti AND t.revoked_at IS NULL AND t.expires_at > now() AND a.disabled_at IS NULL
), noted AS (
    UPDATE token SET used_at = now(), used_address = :address
     WHERE id = (SELECT t.id FROM token t JOIN found f ON f.id = t.id
                  WHERE f.used_at IS NULL OR f.used_at < now() - interval '1 minute'
                    FOR UPDATE OF t SKIP LOCKED)
)
SELECT id, scope FROM found;
