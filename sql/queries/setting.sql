-- Statements of lib/hub/setting.c.  repo 0 stands for the hub.

-- name: setting_list(repo bigint)
-- A row without a value is a secret, which the pages cannot read.
SELECT s.name, s.value, a.name AS account, epoch(s.changed_at) AS changed_at
  FROM setting s LEFT JOIN account a ON a.id = s.account
 WHERE coalesce(s.repo, 0) = :repo ORDER BY s.name LIMIT 200;

-- name: setting_set(repo bigint, name text, value text, sealed bytea, account bigint)
INSERT INTO setting (repo, name, value, sealed, account)
VALUES (nullif(:repo, 0), :name, :value, :sealed, nullif(:account, 0))
ON CONFLICT ((coalesce(repo, 0)), name)
DO UPDATE SET value = :value, sealed = :sealed, account = nullif(:account, 0), changed_at = now();

-- name: setting_remove(repo bigint, name text)
DELETE FROM setting WHERE coalesce(repo, 0) = :repo AND name = :name RETURNING name;

-- name: setting_get(repo bigint, name text)
SELECT value, sealed FROM setting WHERE coalesce(repo, 0) = :repo AND name = :name;

-- name: setting_shown(repo bigint, name text)
SELECT value FROM setting WHERE coalesce(repo, 0) = :repo AND name = :name;
