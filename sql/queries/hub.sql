-- Statements of lib/hub/hub.c.

-- name: hub_enter(account bigint, token bigint, seen bigint)
SELECT account, account_name, is_admin, manages, seen_by, visited_at
  FROM hub_enter(nullif(:account, 0), nullif(:token, 0), nullif(:seen, 0));

-- name: hub_operate()
-- For the operator's command: the rights of an administrator, until the connection ends.
SELECT set_config('nopanic.admin', 'yes', false), set_config('nopanic.reads', '-', false),
       set_config('nopanic.triages', '-', false), set_config('nopanic.admins', '-', false);

-- name: hub_visited(account bigint)
UPDATE account SET visited_at = now() WHERE id = :account;
