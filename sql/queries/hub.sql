-- Statements of lib/hub/hub.c.

-- name: hub_enter(account bigint, token bigint)
SELECT account_name, is_admin, visited_at FROM hub_enter(nullif(:account, 0), nullif(:token, 0));

-- name: hub_visited(account bigint)
-- Of visitors who come at the same moment one is enough.
UPDATE account SET visited_at = now()
 WHERE id = :account AND (visited_at IS NULL OR visited_at < now() - interval '1 minute');
