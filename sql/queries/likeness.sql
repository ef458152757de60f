-- Statements of lib/hub/likeness.c.

-- name: likeness_candidates(crasher bigint)
-- Of the newest thousand crashers of the same repository those that share a frame, and the crasher itself
-- as the first row.
SELECT n.id, n.title, n.severity, n.state, n.kind, n.trace, s.version
  FROM (SELECT k.id, k.title, k.severity, k.state, k.kind, k.trace
          FROM crasher c
         CROSS JOIN LATERAL (SELECT o.* FROM crasher o WHERE o.repo = c.repo ORDER BY o.id DESC LIMIT 1000) k
         WHERE c.id = :crasher AND k.id <> c.id AND k.state <> 'duplicate' AND k.trace && c.trace
        UNION ALL
        SELECT c.id, c.title, c.severity, c.state, c.kind, c.trace FROM crasher c WHERE c.id = :crasher) n
  JOIN LATERAL (SELECT g.version FROM signature g WHERE g.crasher = n.id
                 ORDER BY g.created_at DESC, g.digest LIMIT 1) s ON true
 ORDER BY n.id <> :crasher, n.id DESC
 LIMIT 301;
