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

-- name: registry_page(search text, skip bigint)
SELECT r.id, r.name, r.public, epoch(r.created_at) AS created_at, count(*) OVER () AS found,
       coalesce(s.packages, 0) AS packages, epoch(s.last_run_at) AS last_run_at,
       (SELECT count(*) FROM token_repo x JOIN token t ON t.id = x.token
         WHERE x.repo = r.id AND t.revoked_at IS NULL AND t.expires_at > now()) AS tokens
  FROM repo r LEFT JOIN repo_status s ON s.repo = r.id
 WHERE r.removed_at IS NULL AND (:search = '' OR position(lower(:search) IN r.folded) > 0)
 ORDER BY r.folded LIMIT 51 OFFSET :skip;

-- name: registry_counts()
SELECT (SELECT count(*) FROM repo WHERE removed_at IS NULL) AS repos,
       (SELECT count(*) FROM account WHERE disabled_at IS NULL) AS accounts,
       (SELECT count(*) FROM account_group) AS groups,
       (SELECT count(*) FROM repo_grant) AS grants,
       (SELECT count(*) FROM token WHERE revoked_at IS NULL AND expires_at > now()) AS tokens;

-- name: registry_rename(id bigint, name text)
SELECT registry_rename(:id, :name) AS done;

-- name: registry_set_public(id bigint, public boolean)
UPDATE repo SET public = :public WHERE id = :id AND removed_at IS NULL RETURNING id;

-- name: registry_remove(id bigint)
UPDATE repo SET removed_at = now() WHERE id = :id AND removed_at IS NULL RETURNING id;
