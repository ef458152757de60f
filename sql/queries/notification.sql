-- Statements of lib/hub/notification.c.

-- name: notification_expand(most bigint, wait_s bigint)
SELECT event_expand(:most, :wait_s) AS done;

-- name: notification_group(most bigint)
SELECT notification_group(:most) AS done;

-- name: notification_take(ways text, lease_s bigint)
SELECT id, attempt, spent, made_at, way, channel, address, sealed, sealed_key, account, account_name, repo, digest, kind, total,
       muted, thread, subscription, why, mandatory, is_test
  FROM notification_take(string_to_array(:ways, ','), :lease_s);

-- name: notification_lines(id bigint, most bigint)
-- The worst of each delivery are enough to know the worst of all.
SELECT e.id AS event, e.kind, epoch(e.at) AS at, e.crasher, e.run, r.name AS repo, c.title, c.severity, c.function,
       coalesce(m.path, c.file) AS file, c.line, p.path AS package, t.name AS target,
       coalesce(e.detail ->> 'commit', (SELECT u.commit_id FROM run u WHERE u.id = coalesce(e.run, c.first_run))) AS commit,
       e.detail ->> 'reason' AS reason,
       c.crashes + (SELECT count(*) FROM pending q WHERE q.crasher = c.id) AS crashes, c.weak
  FROM delivery d
 CROSS JOIN LATERAL unnest(d.events[1:(:most)::int]) w (event)
  JOIN event e ON e.id = w.event
  JOIN repo r ON r.id = e.repo
  LEFT JOIN crasher c ON c.id = e.crasher
  LEFT JOIN mirror_file m ON m.repo = c.repo AND m.file = c.file
        AND m.commit_id = (SELECT u.commit_id FROM run u WHERE u.id = c.first_run)
  LEFT JOIN package p ON p.id = c.package
  LEFT JOIN target t ON t.id = c.target
 WHERE d.notification = :id AND d.state = 'waiting'
 ORDER BY c.rank, e.id LIMIT :most;

-- name: notification_end(id bigint, attempt bigint, follows text, says text, wait_s bigint, varies boolean)
SELECT notification_end(:id, :attempt, :follows, :says, :wait_s, :varies) AS ours;

-- name: notification_told()
SELECT epoch(coalesce(n.sent_at, n.made_at)) AS at, c.kind AS way, n.state, r.name AS repo, n.crasher,
       (SELECT coalesce(sum(d.number), 0) FROM delivery d WHERE d.notification = n.id AND d.state IN ('waiting', 'sent', 'dead')) AS events,
       n.answer
  FROM notification n
  JOIN channel c ON c.id = n.channel
  LEFT JOIN repo r ON r.id = n.repo
 WHERE n.account = me() AND n.state IN ('sent', 'waiting', 'dead') AND n.tested_by IS NULL AND (n.repo IS NULL OR r.id IS NOT NULL)
 ORDER BY n.id DESC LIMIT 20;

-- name: notification_list(show text, search text, before bigint, most bigint)
SELECT id, way, recipient, account, repo, crasher, events, state, attempts, answer, epoch(made_at) AS made_at,
       epoch(due_at) AS due_at, epoch(sent_at) AS sent_at
  FROM notification_list(:show, :search, :before, :most);

-- name: notification_tries(id bigint)
SELECT number, epoch(at) AS at, state, answer FROM notification_attempt WHERE notification = :id ORDER BY number DESC;

-- name: notification_dead()
SELECT notification_dead() AS number;

-- name: notification_untold()
SELECT number, reason FROM notification_untold();

-- name: notification_again(id bigint)
SELECT notification_again(:id) AS number;

-- name: notification_cancel(id bigint)
SELECT notification_cancel(:id) AS done;
