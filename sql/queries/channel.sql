-- Statements of lib/hub/channel.c.

-- name: channel_list()
SELECT c.id, c.kind, c.name, c.address, c.failures, epoch(c.failing_since) AS failing_since,
       t.id AS test, t.state AS test_state, t.answer AS test_answer, epoch(t.made_at) AS tested_at
  FROM channel c
  LEFT JOIN LATERAL (SELECT n.id, n.state, n.answer, n.made_at FROM notification n
                      WHERE n.channel = c.id AND n.tested_by IS NOT NULL ORDER BY n.id DESC LIMIT 1) t ON true
 WHERE c.account = me() ORDER BY c.kind <> 'email', c.id LIMIT 21;

-- name: channel_list_shared()
SELECT c.id, c.kind, c.name, c.address, c.failures, epoch(c.failing_since) AS failing_since,
       t.id AS test, t.state AS test_state, t.answer AS test_answer, epoch(t.made_at) AS tested_at,
       c.sees_private, (SELECT count(*) FROM subscription s WHERE s.channel = c.id) AS rules
  FROM channel c
  LEFT JOIN LATERAL (SELECT n.id, n.state, n.answer, n.made_at FROM notification n
                      WHERE n.channel = c.id AND n.tested_by IS NOT NULL ORDER BY n.id DESC LIMIT 1) t ON true
 WHERE c.account IS NULL ORDER BY lower(c.name), c.id LIMIT 201;

-- name: channel_test(id bigint)
SELECT notification_test(:id) AS test;

-- name: channel_add(kind text, name text, address text, most bigint)
-- One row, unless there are so many already.
INSERT INTO channel (account, kind, name, address)
SELECT me(), :kind, :name, :address
 WHERE (SELECT count(*) FROM channel c WHERE c.account = me()) < :most
RETURNING id;

-- name: channel_add_shared(kind text, name text, address text, sees_private boolean, most bigint)
INSERT INTO channel (kind, name, address, sees_private)
SELECT :kind, :name, :address, :sees_private
 WHERE (SELECT count(*) FROM channel c WHERE c.account IS NULL) < :most
RETURNING id;

-- name: channel_of_email(address text)
-- Whose an e-mail address is: of an account, or of a channel of administrators.
SELECT 'account ' || p.name AS whose FROM people_of_email(:address) p
UNION ALL
SELECT 'channel ' || c.name FROM channel c WHERE c.account IS NULL AND lower(c.address) = lower(:address);

-- name: channel_set_shared(id bigint, name text, sees_private boolean)
UPDATE channel c SET name = :name, sees_private = :sees_private WHERE c.id = :id AND c.account IS NULL RETURNING c.id;

-- name: channel_remove_shared(id bigint)
DELETE FROM channel c WHERE c.id = :id AND c.account IS NULL RETURNING c.id;

-- name: channel_seal(id bigint, sealed bytea, sealed_key bytea)
UPDATE channel SET sealed = :sealed, sealed_key = :sealed_key WHERE id = :id;

-- name: channel_remove(id bigint)
DELETE FROM channel c WHERE c.id = :id AND c.account = me() AND c.kind <> 'email' RETURNING c.id;
