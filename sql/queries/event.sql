-- Statements of lib/hub/event.c.

-- name: event_list_news(since bigint)
SELECT id, kind, at, repo, crasher, title, function, severity, run FROM event_news(:since);

-- name: event_list_repo(repo bigint)
SELECT e.id, e.kind, epoch(e.at) AS at, NULL AS repo, e.crasher, c.title, c.function, c.severity, e.run
  FROM event e LEFT JOIN crasher c ON c.id = e.crasher
 WHERE e.repo = :repo AND e.kind IN ('new', 'regressed', 'fixed', 'run_failed')
   AND c.state IS DISTINCT FROM 'duplicate'
 ORDER BY e.id DESC LIMIT 50;

-- name: event_list_crashers(crashers bigint[])
SELECT e.id, e.kind, epoch(e.at) AS at, r.name AS repo, e.crasher, c.title, c.function, c.severity, e.run
  FROM unnest(:crashers) w(id) JOIN event e ON e.crasher = w.id JOIN crasher c ON c.id = w.id JOIN repo r ON r.id = c.repo
 WHERE e.kind IN ('new', 'regressed', 'fixed')
 ORDER BY e.id DESC LIMIT 50;

-- name: event_list_crasher(crasher bigint)
SELECT n.* FROM (
SELECT e.id, e.kind, epoch(e.at) AS at, e.crasher, e.detail ->> 'crasher' AS other, e.run, a.name AS account, e.detail ->> 'commit' AS commit,
       e.detail ->> 'to' AS becomes, e.detail ->> 'reason' AS reason,
       e.detail ->> 'who' AS who, e.detail ->> 'until' AS until, e.detail ->> 'more' AS more
  FROM event e LEFT JOIN account a ON a.id = e.account
 WHERE e.crasher = :crasher
 ORDER BY e.id DESC
 LIMIT 50) n ORDER BY n.id;
