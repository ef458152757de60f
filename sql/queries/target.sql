-- Statements of lib/hub/target.c.

-- name: target_list_packages(packages bigint[], whole bigint[])
-- The targets of each package with their newest results, those that crash first, and what those results
-- come to: 50 rows of each that is wanted whole, one of each other.
SELECT n.* FROM (
SELECT t.id, t.package, t.name, t.engine, t.crashers, l.state, l.reason,
       l.failure, coalesce(l.executions, -1) AS executions,
       coalesce(l.executions_per_second, -1) AS executions_per_second,
       coalesce(l.coverage, -1) AS coverage, coalesce(l.corpus, -1) AS corpus, l.run,
       row_number() OVER of_package AS place, count(*) OVER of_package AS all_targets,
       coalesce(sum(l.executions) OVER of_package, -1) AS all_executions,
       max(l.failure) OVER of_package AS one_failure, epoch(max(l.at) OVER of_package) AS newest_at
  FROM target t
  LEFT JOIN LATERAL (SELECT r.state, r.reason, r.failure, r.executions, r.executions_per_second, r.coverage,
                            r.corpus, r.run, r.at
                       FROM result r WHERE r.target = t.id ORDER BY r.id DESC LIMIT 1) l ON true
 WHERE t.package = ANY (:packages)
WINDOW of_package AS (PARTITION BY t.package ORDER BY t.crashers DESC, t.name
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) n
 WHERE n.place = 1 OR n.place <= 50 AND n.package = ANY (:whole)
 ORDER BY n.package, n.place;

-- name: target_list_crasher(crasher bigint)
-- The targets that reach a crasher, first come first.
SELECT t.id, t.package, p.path, t.name, t.engine, epoch(ct.first_seen) AS first_seen
  FROM crasher_target ct
  JOIN target t ON t.id = ct.target
  JOIN package p ON p.id = t.package
 WHERE ct.crasher = :crasher
 ORDER BY ct.first_seen, t.id
 LIMIT 1000;
