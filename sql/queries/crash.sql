-- Statements of lib/hub/crash.c.

-- name: crash_list(crasher bigint, before bigint, most bigint)
SELECT x.id, extract(epoch FROM x.at)::bigint AS at, x.run, r.commit_id, r.branch, r.origin, x.target,
       t.name AS target_name, p.path,
       CASE WHEN l.blob IS NOT NULL THEN l.id END AS log, x.kept AND x.input IS NOT NULL AS has_input
  FROM crash x
  JOIN target t ON t.id = x.target
  JOIN package p ON p.id = t.package
  LEFT JOIN run r ON r.id = x.run
  LEFT JOIN log l ON l.id = x.log
 WHERE x.crasher = :crasher AND (:before = 0 OR x.id < :before)
 ORDER BY x.id DESC
 LIMIT :most;

-- name: crash_input(crasher bigint, crash bigint, most bigint)
-- The newest input that is kept, or that of one crash; its first bytes.
SELECT x.id, x.input_name, encode(x.input, 'hex') AS sha256, octet_length(b.bytes) AS size,
       substring(b.bytes FROM 1 FOR least(:most, 2147483647)::int) AS content,
       t.name AS target_name, p.path
  FROM crash x
  JOIN blob b ON b.repo = x.repo AND b.sha256 = x.input
  JOIN target t ON t.id = x.target
  JOIN package p ON p.id = t.package
 WHERE x.crasher = :crasher AND x.kept AND x.input IS NOT NULL AND (:crash = 0 OR x.id = :crash)
 ORDER BY x.id DESC
 LIMIT 1;
