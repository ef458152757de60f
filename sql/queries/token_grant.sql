-- Statements of lib/hub/token_grant.c.

-- name: token_grant_add(jti text, name text, scope text, every_repo boolean, account bigint, expires_at bigint)
INSERT INTO token (jti, name, scope, every_repo, account, expires_at)
VALUES (:jti, :name, :scope, :every_repo, nullif(:account, 0), to_timestamp(:expires_at))
RETURNING id;

-- name: token_grant_cover(token bigint, repo bigint)
INSERT INTO token_repo (token, repo) VALUES (:token, :repo);

-- name: token_grant_list(now bigint)
-- In force first, then what ended less than 30 days ago; repos is NULL for tokens of all.
SELECT t.id, t.name, t.scope, t.every_repo, a.name AS account, t.used_address,
       (SELECT string_agg(r.name, ', ' ORDER BY r.folded)
          FROM token_repo x JOIN repo r ON r.id = x.repo WHERE x.token = t.id) AS repos,
       epoch(t.created_at) AS created_at,
       epoch(t.expires_at) AS expires_at,
       epoch(t.revoked_at) AS revoked_at,
       epoch(t.used_at) AS used_at
  FROM token t LEFT JOIN account a ON a.id = t.account
 WHERE least(t.revoked_at, t.expires_at) > to_timestamp(:now) - interval '30 days'
 ORDER BY least(t.revoked_at, t.expires_at) <= to_timestamp(:now), t.id DESC
 LIMIT 500;

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
