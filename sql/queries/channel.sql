-- Statements of lib/hub/channel.c.

-- name: channel_list()
SELECT c.id, c.kind, c.name, c.address, c.failures, epoch(c.failing_since) AS failing_since,
       t.id AS test, t.state AS test_state, t.answer AS test_answer, epoch(t.made_at) AS tested_at
  FROM channel c
  LEFT JOIN LATERAL (SELECT n.id, n.state, n.answer, n.made_at FROM notification n
                      WHERE n.channel = c.id AND n.tested_by IS NOT NULL ORDER BY n.id DESC LIMIT 1) t ON true
 WHERE c.account = me() ORDER BY c.kind <> 'email', c.id LIMIT 21;

-- name: channel_test(id bigint)
SELECT notification_test(:id) AS test;

-- name: channel_add(kind text, name text, address text, most bigint)
-- One row, unless there are so many already.
INSERT INTO channel (account, kind, name, address)
SELECT me(), :kind, :name, :address
 WHERE (SELECT count(*) FROM channel c WHERE c.account = me()) < :most
RETURNING id;

-- name: channel_seal(id bigint, sealed bytea, sealed_key bytea)
UPDATE channel SET sealed = :sealed, sealed_key = :sealed_key WHERE id = :id;

-- name: channel_remove(id bigint)
DELETE FROM channel c WHERE c.id = :id AND c.account = me() AND c.kind <> 'email' RETURNING c.id;
