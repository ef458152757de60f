-- Statements of lib/hub/sample.c.

-- name: sample_list(crasher bigint, most bigint)
-- The first crashes whose log is kept.
SELECT x.id, x.run, x.log, x.place, encode(x.signature, 'hex') AS signature, c.title, t.name AS target_name,
       t.engine, p.path, octet_length(b.bytes) AS size
  FROM (SELECT c.* FROM crash c WHERE c.crasher = :crasher AND c.kept ORDER BY c.id LIMIT :most) x
  JOIN crasher c ON c.id = x.crasher
  JOIN target t ON t.id = x.target
  JOIN package p ON p.id = t.package
  JOIN log l ON l.run = x.run AND l.id = x.log
  JOIN blob b ON b.repo = l.repo AND b.sha256 = l.blob
 ORDER BY x.id;
