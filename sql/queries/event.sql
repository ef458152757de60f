-- Statements of lib/hub/event.c.

-- name: event_list_news(since bigint)
-- The most important kinds first, of each the newest, by one index.
SELECT n.* FROM (VALUES (1, 'regressed'), (2, 'new'), (3, 'run_failed'), (4, 'fixed')) AS k (place, kind)
 CROSS JOIN LATERAL (SELECT e.id, e.kind, epoch(e.at) AS at, r.name AS repo, e.crasher, c.title,
                            c.function, c.severity, NULL AS other, e.run, NULL AS account, e.detail ->> 'commit' AS commit
                       FROM event e
                       JOIN repo r ON r.id = e.repo
                       LEFT JOIN crasher c ON c.id = e.crasher
                      WHERE e.kind = k.kind AND e.at > to_timestamp(:since)
                        AND c.state IS DISTINCT FROM 'duplicate'
                      ORDER BY e.at DESC, e.id DESC
                      LIMIT 51) n
 ORDER BY k.place, n.id DESC
 LIMIT 51;

-- name: event_list_crasher(crasher bigint)
SELECT n.* FROM (
SELECT e.id, e.kind, epoch(e.at) AS at, NULL AS repo, e.crasher, NULL AS title,
       NULL AS function, NULL AS severity, e.detail ->> 'crasher' AS other, e.run, a.name AS account, e.detail ->> 'commit' AS commit
  FROM event e LEFT JOIN account a ON a.id = e.account
 WHERE e.crasher = :crasher
 ORDER BY e.id DESC
 LIMIT 50) n ORDER BY n.id;
