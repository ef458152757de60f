-- Statements of lib/hub/rebucket.c.

-- name: rebucket_list(repo bigint, after bigint, most bigint)
-- Crashers by number; those that were merged into others are theirs.
SELECT c.id FROM crasher c
 WHERE c.repo = :repo AND c.id > :after AND c.state <> 'duplicate'
 ORDER BY c.id LIMIT :most;

-- name: rebucket_list_newest(repo bigint, most bigint)
SELECT n.id FROM (SELECT c.id FROM crasher c WHERE c.repo = :repo AND c.state <> 'duplicate'
                   ORDER BY c.id DESC LIMIT :most) n ORDER BY n.id;

-- name: rebucket_owner(repo bigint, digest bytea)
-- Whom a signature means.
SELECT k.id, k.title
  FROM signature s
  JOIN crasher c ON c.id = s.crasher
  JOIN crasher k ON k.id = coalesce(c.duplicate_of, c.id)
 WHERE s.repo = :repo AND s.digest = :digest;

-- name: rebucket_apply(crasher bigint, doc jsonb)
SELECT crasher_rebucket(:crasher, :doc) AS changed;

-- name: rebucket_finish(repo bigint, rules text, depth bigint)
SELECT rebucket_finish(:repo, :rules, :depth::int);

-- name: rebucket_repos(name text, waiting boolean)
-- What is to be sorted by which rules: one repository, or all; waiting: only those with new rules.
SELECT r.id, r.name, coalesce(r.wanted_rules, r.frame_rules) AS rules,
       coalesce(r.wanted_depth, r.signature_depth) AS depth
  FROM repo r
 WHERE r.removed_at IS NULL AND (:name = '' OR r.folded = lower(:name))
   AND (NOT :waiting OR r.wanted_rules IS NOT NULL)
 ORDER BY r.id;
