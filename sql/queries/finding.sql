-- Statements of lib/hub/finding.c.

-- name: finding_list(run bigint, most bigint)
-- The results of a run, each with the crashers that the newest thousand crashes of the run are of.
SELECT x.target, p.path, t.name AS target_name, x.state, x.reason, x.failure,
       coalesce(x.elapsed_ms, -1) AS elapsed_ms, coalesce(k.id, 0) AS crasher, k.title, k.kind, k.severity,
       k.severity_reason, k.state AS crasher_state,
       is_muted(k.muted_until, k.muted_crashes, k.crashes) AS muted, c.is_new, k.function, k.file,
       coalesce(k.line, 0) AS line, s.signature, c.crashes
  FROM result x
  JOIN target t ON t.id = x.target
  JOIN package p ON p.id = x.package
  LEFT JOIN (SELECT n.target, coalesce(m.duplicate_of, m.id) AS crasher,
                    bool_or(m.first_run = :run) AS is_new, count(*) AS crashes
               FROM (SELECT target, crasher FROM crash WHERE run = :run ORDER BY log DESC LIMIT 1000) n
               JOIN crasher m ON m.id = n.crasher
              GROUP BY n.target, coalesce(m.duplicate_of, m.id)) c ON c.target = x.target
  LEFT JOIN crasher k ON k.id = c.crasher
  LEFT JOIN LATERAL (SELECT encode(i.digest, 'hex') AS signature FROM signature i WHERE i.crasher = k.id
                      ORDER BY i.created_at, i.digest LIMIT 1) s ON true
 WHERE x.run = :run
 ORDER BY p.path, t.name, x.target, k.rank, k.id
 LIMIT :most;
