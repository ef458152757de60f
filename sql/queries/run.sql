-- Statements of lib/hub/run.c.

-- name: run_find(id bigint)
SELECT r.id, p.name AS repo, p.source_link, r.commit_id, r.branch, r.origin, r.link,
       extract(epoch FROM r.started_at)::bigint AS started_at, x.*,
       (SELECT count(*) FROM crasher c WHERE c.first_run = r.id) AS crashers_new
  FROM run r
  JOIN repo p ON p.id = r.repo
  JOIN LATERAL (
       SELECT count(*) AS targets, count(DISTINCT y.package) AS packages,
              count(*) FILTER (WHERE y.state IN ('crashed', 'timeout', 'oom', 'unparsed')) AS targets_crashed,
              count(*) FILTER (WHERE y.failure IS NOT NULL) AS targets_failed,
              (array_agg(y.failure ORDER BY y.id) FILTER (WHERE y.failure IS NOT NULL))[1] AS failed,
              coalesce(sum(y.executions), -1) AS executions,
              coalesce(sum(y.executions_per_second), -1) AS executions_per_second,
              coalesce(sum(y.new_interesting), -1) AS new_interesting,
              coalesce(sum(y.elapsed_ms), -1) AS elapsed_ms,
              extract(epoch FROM max(y.at))::bigint AS last_at
         FROM result y WHERE y.run = r.id) x ON true
 WHERE r.id = :id;

-- name: run_list(repo bigint, before bigint)
SELECT r.*, x.*, (SELECT count(*) FROM crasher c WHERE c.first_run = r.id) AS crashers_new
  FROM (SELECT q.id, NULL AS repo, NULL AS source_link, q.commit_id, q.branch, q.origin, q.link,
               extract(epoch FROM q.started_at)::bigint AS started_at
          FROM run q WHERE q.repo = :repo AND q.id < :before
         ORDER BY q.id DESC LIMIT 51) r
  JOIN LATERAL (
       SELECT count(*) AS targets, count(DISTINCT y.package) AS packages,
              count(*) FILTER (WHERE y.state IN ('crashed', 'timeout', 'oom', 'unparsed')) AS targets_crashed,
              count(*) FILTER (WHERE y.failure IS NOT NULL) AS targets_failed,
              (array_agg(y.failure ORDER BY y.id) FILTER (WHERE y.failure IS NOT NULL))[1] AS failed,
              coalesce(sum(y.executions), -1) AS executions,
              coalesce(sum(y.executions_per_second), -1) AS executions_per_second,
              coalesce(sum(y.new_interesting), -1) AS new_interesting,
              coalesce(sum(y.elapsed_ms), -1) AS elapsed_ms,
              extract(epoch FROM max(y.at))::bigint AS last_at
         FROM result y WHERE y.run = r.id) x ON true
 ORDER BY r.id DESC;
