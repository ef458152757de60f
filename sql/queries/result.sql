-- Statements of lib/hub/result.c.

-- name: result_list(run bigint, skip bigint)
-- Those that need a human first.
SELECT x.id, x.target, p.path, t.name AS target_name, t.engine, x.state, x.reason, x.failure, x.logs,
       coalesce(x.executions, -1) AS executions,
       coalesce(x.executions_per_second, -1) AS executions_per_second,
       coalesce(x.new_interesting, -1) AS new_interesting, coalesce(x.corpus, -1) AS corpus,
       coalesce(x.coverage, -1) AS coverage, coalesce(x.elapsed_ms, -1) AS elapsed_ms,
       coalesce(x.peak_rss_mb, -1) AS peak_rss_mb
  FROM result x
  JOIN target t ON t.id = x.target
  JOIN package p ON p.id = x.package
 WHERE x.run = :run
 ORDER BY array_position(ARRAY['crashed', 'oom', 'timeout', 'unparsed', 'blocked', 'setup_error',
                               'stalled', 'ok'], x.state), p.path, t.name
 LIMIT 51 OFFSET :skip;

-- name: result_list_crashers(run bigint)
-- What the newest thousand crashes of a run were, by target.
SELECT x.target, coalesce(k.duplicate_of, k.id) AS crasher, min(k.title) AS title,
       min(k.severity) AS severity, bool_or(k.first_run = :run) AS is_new,
       sum(x.crashes)::bigint AS crashes
  FROM (SELECT c.target, c.crasher, count(*) AS crashes
          FROM (SELECT target, crasher FROM crash WHERE run = :run ORDER BY log DESC LIMIT 1000) c
         GROUP BY c.target, c.crasher) x
  JOIN crasher k ON k.id = x.crasher
 GROUP BY x.target, coalesce(k.duplicate_of, k.id)
 ORDER BY x.target, crasher
 LIMIT 500;
