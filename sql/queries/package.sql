-- Statements of lib/hub/package.c.

-- name: package_list(repo bigint, path text, skip bigint)
-- One row for each package, those with the worst open crashers first.  One row more than a page holds
-- tells that there is a next page.
SELECT p.id, p.path, p.crashers, p.targets_crashed, p.activity
  FROM package p
 WHERE p.repo = :repo AND (:path IS NULL OR p.path = :path)
 ORDER BY p.worst, p.crashers DESC, p.path
 LIMIT 51 OFFSET :skip;
