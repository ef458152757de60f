-- Statements of lib/hub/kept_log.c.

-- name: kept_log_list(run bigint)
SELECT l.id, l.run, t.name AS target_name, p.path, l.state, l.size, l.kept,
       epoch(l.at) AS at
  FROM (SELECT g.id, g.run, g.target, g.state, g.size, g.at, g.blob IS NOT NULL AS kept
          FROM log g WHERE g.run = :run ORDER BY g.id DESC LIMIT 51) l
  JOIN target t ON t.id = l.target
  JOIN package p ON p.id = t.package
 ORDER BY l.id DESC;

-- name: kept_log_read(log bigint, run bigint, head bigint, tail bigint)
-- The beginning of what is kept, and where that is not all, the end.
SELECT l.id, l.run, t.name AS target_name, l.size, octet_length(b.bytes) AS kept_size,
       substring(b.bytes FROM 1 FOR :head::int) AS head,
       substring(b.bytes FROM (least(greatest(:head, octet_length(b.bytes) - :tail),
                                     octet_length(b.bytes)) + 1)::int) AS tail
  FROM log l
  JOIN blob b ON b.repo = l.repo AND b.sha256 = l.blob
  JOIN target t ON t.id = l.target
 WHERE l.run = :run AND l.id = :log;

-- name: kept_log_of_crasher(crasher bigint, head bigint, tail bigint)
-- The same of the newest crash that is kept; the number of the target.
SELECT l.id, l.run, l.target, l.size, octet_length(b.bytes) AS kept_size,
       substring(b.bytes FROM 1 FOR :head::int) AS head,
       substring(b.bytes FROM (least(greatest(:head, octet_length(b.bytes) - :tail),
                                     octet_length(b.bytes)) + 1)::int) AS tail
  FROM (SELECT c.run, c.log FROM crash c WHERE c.crasher = :crasher AND c.kept ORDER BY c.id DESC LIMIT 1) x
  JOIN log l ON l.run = x.run AND l.id = x.log
  JOIN blob b ON b.repo = l.repo AND b.sha256 = l.blob;
