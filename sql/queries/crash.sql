-- Statements of lib/hub/crash.c.

-- name: crash_list(crasher bigint, before bigint, most bigint)
-- The rows are chosen first, by one index, and then joined.
SELECT x.id, epoch(x.at) AS at, x.run, r.commit_id, r.branch, r.origin, x.target, l.id AS log, x.has_input
  FROM (SELECT c.id, c.at, c.run, c.target, c.log, c.kept AND c.input IS NOT NULL AS has_input
          FROM crash c WHERE c.crasher = :crasher AND c.id < :before
         ORDER BY c.id DESC LIMIT :most) x
  LEFT JOIN run r ON r.id = x.run
  LEFT JOIN log l ON l.run = x.run AND l.id = x.log AND l.blob IS NOT NULL
 ORDER BY x.id DESC;

-- name: crash_input(crasher bigint, crash bigint, most bigint)
-- The newest input that is kept, or that of one crash; its first bytes.
SELECT x.id, x.input_name, encode(x.input, 'hex') AS sha256, octet_length(b.bytes) AS size,
       substring(b.bytes FROM 1 FOR least(:most, 2147483647)::int) AS content, x.target
  FROM (SELECT c.* FROM crash c
         WHERE c.crasher = :crasher AND c.kept AND c.input IS NOT NULL AND (:crash = 0 OR c.id = :crash)
         ORDER BY c.id DESC LIMIT 1) x
  JOIN blob b ON b.repo = x.repo AND b.sha256 = x.input;
