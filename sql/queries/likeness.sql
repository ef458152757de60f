-- Statements of lib/hub/likeness.c.

-- name: likeness_candidates(crasher bigint)
-- Whatever looks like a crasher shares one of its first three frames, as first or second frame of its own:
-- ten of the same repository by each of them, as an index finds them, the newest first.  An order would
-- make the planner read all of the repository backwards.  The crasher itself is the first row.
SELECT n.id, n.title, n.severity, n.state, n.kind, n.trace, n.file || ':' || n.line AS place
  FROM crasher n
 WHERE n.id IN (
       SELECT :crasher
       UNION ALL
       SELECT k.id
         FROM crasher c
        CROSS JOIN LATERAL unnest(c.trace[1:3]) AS f (frame)
        CROSS JOIN LATERAL (
              (SELECT o.id, o.state FROM crasher o WHERE o.repo = c.repo AND o.trace[1] = f.frame LIMIT 10)
              UNION ALL
              (SELECT o.id, o.state FROM crasher o WHERE o.repo = c.repo AND o.trace[2] = f.frame LIMIT 10)) k
        WHERE c.id = :crasher AND k.state <> 'duplicate')
 ORDER BY n.id <> :crasher, n.id DESC;
