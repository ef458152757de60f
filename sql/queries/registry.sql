-- Statements of lib/hub/registry.c.

-- name: registry_find(name text)
SELECT id, name, public FROM repo WHERE folded = lower(:name) AND removed_at IS NULL;

-- name: registry_add(name text, public boolean)
-- Returns nothing: a page's own row is not visible to it before its next request.
INSERT INTO repo (name, public) VALUES (:name, :public);

-- name: registry_list()
-- One row per repository that was not removed.
SELECT r.id, r.name, r.public, epoch(r.created_at) AS created_at,
       coalesce(s.packages, 0) AS packages, epoch(s.last_run_at) AS last_run_at,
       (SELECT count(*) FROM token_repo x JOIN token t ON t.id = x.token
         WHERE x.repo = r.id AND t.revoked_at IS NULL AND t.expires_at > now()) AS tokens
  FROM repo r LEFT JOIN repo_status s ON s.repo = r.id
 WHERE r.removed_at IS NULL
 ORDER BY r.folded LIMIT 1000;
