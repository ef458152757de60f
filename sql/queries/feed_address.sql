-- Statements of lib/hub/feed_address.c.

-- name: feed_address_list()
SELECT f.id, r.name AS repo, s.id AS filter, s.name AS filter_name, s.address AS filter_address, epoch(f.created_at) AS created_at, epoch(f.used_at) AS used_at
  FROM feed_address f LEFT JOIN repo r ON r.id = f.repo LEFT JOIN saved_filter s ON s.id = f.saved_filter
 WHERE f.account = me() ORDER BY f.id DESC LIMIT 50;

-- name: feed_address_add(digest bytea, repo bigint, filter bigint, most bigint)
INSERT INTO feed_address (account, digest, repo, saved_filter)
SELECT me(), :digest, nullif(:repo, 0), nullif(:filter, 0)
 WHERE (SELECT count(*) FROM feed_address f WHERE f.account = me()) < :most
RETURNING id;

-- name: feed_address_revoke(id bigint)
DELETE FROM feed_address WHERE id = :id AND account = me() RETURNING id;

-- name: feed_address_open(digest bytea)
SELECT id, account, repo, filter, filter_name, filter_address FROM feed_address_open(:digest);

-- name: feed_address_used(id bigint)
SELECT feed_address_used(:id);
