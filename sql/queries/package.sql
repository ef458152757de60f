-- Statements of lib/hub/package.c.

-- name: package_list(repo bigint, path text, skip bigint)
-- One row for each package, those with the worst open crashers first; of each target the newest
-- result counts.  One row more than a page holds tells that there is a next page.
SELECT s.id, s.path, s.crashers, s.targets_crashed, d.targets,
       coalesce(d.executions, -1) AS executions, d.failed, s.activity
  FROM (SELECT * FROM package p
         WHERE p.repo = :repo AND (:path IS NULL OR p.path = :path)
         ORDER BY p.worst, p.crashers DESC, p.path
         LIMIT 51 OFFSET :skip) s
 CROSS JOIN LATERAL (SELECT count(*) AS targets, sum(l.executions) AS executions,
                            (array_agg(l.failure ORDER BY l.id DESC)
                                FILTER (WHERE l.failure IS NOT NULL))[1] AS failed
                       FROM target t
                       LEFT JOIN LATERAL (SELECT r.id, r.executions, r.failure FROM result r
                                           WHERE r.target = t.id ORDER BY r.id DESC LIMIT 1) l ON true
                      WHERE t.package = s.id) d
 ORDER BY s.worst, s.crashers DESC, s.path;
