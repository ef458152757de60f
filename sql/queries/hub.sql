-- Statements of lib/hub/hub.c.

-- name: hub_enter(account bigint, token bigint)
SELECT account_name, is_admin, visited_at FROM hub_enter(nullif(:account, 0), nullif(:token, 0));

-- name: hub_visited(account bigint)
UPDATE account SET visited_at = now() WHERE id = :account;
