-- Statements of lib/hub/package.c.

-- name: package_list(repo bigint, path text, skip bigint)
-- One row for each package, those with the worst open crashers first; of each target the newest
-- result counts.  One row more than a page holds tells that there is a next page.
WITH shown AS (
    SELECT p.id, p.path, c.crashers, c.targets_crashed, c.worst
      FROM package p
     CROSS JOIN LATERAL (SELECT count(DISTINCT ct.crasher) AS crashers,
                                count(DISTINCT ct.target) AS targets_crashed, min(ct.rank) AS worst
                           FROM crasher_target ct WHERE ct.package = p.id AND ct.open) c
     WHERE p.repo = :repo AND (:path IS NULL OR p.path = :path)
     ORDER BY c.worst, c.crashers DESC, p.path
     LIMIT 51 OFFSET :skip
), days AS (
    SELECT a.package, string_agg(concat_ws(' ', a.day - date '1970-01-01', a.logs, a.failed, a.crashes), ' ')
               AS activity
      FROM activity a
     WHERE a.repo = :repo AND a.day > (now() AT TIME ZONE 'UTC')::date - 30
     GROUP BY a.package
), did AS (
    SELECT t.package, count(*) AS targets, sum(l.executions) AS executions,
           (array_agg(l.failure ORDER BY l.id DESC) FILTER (WHERE l.failure IS NOT NULL))[1] AS failed
      FROM target t
      JOIN shown s ON s.id = t.package
      LEFT JOIN LATERAL (SELECT r.id, r.executions, r.failure FROM result r
                          WHERE r.target = t.id ORDER BY r.id DESC LIMIT 1) l ON true
     GROUP BY t.package
)
SELECT s.id, s.path, s.crashers, s.targets_crashed, d.targets,
       coalesce(d.executions, -1) AS executions, d.failed, y.activity
  FROM shown s
  LEFT JOIN did d ON d.package = s.id
  LEFT JOIN days y ON y.package = s.id
 ORDER BY s.worst, s.crashers DESC, s.path;
