-- Statements of lib/hub/group.c.

-- name: group_list(search text, skip bigint)
-- One row more than a page holds tells that there is a next page; found counts all.
SELECT g.id, g.name, epoch(g.created_at) AS created_at, count(*) OVER () AS found,
       (SELECT count(*) FROM group_member m WHERE m.account_group = g.id) AS members,
       (SELECT count(*) FROM repo_grant x WHERE x.account_group = g.id) AS grants,
       (SELECT string_agg(n.name, ', ' ORDER BY lower(n.name))
          FROM (SELECT a.name FROM group_member m JOIN account a ON a.id = m.account
                 WHERE m.account_group = g.id AND m.is_manager LIMIT 20) n) AS managers
  FROM account_group g
 WHERE :search = '' OR position(lower(:search) IN lower(g.name)) > 0
 ORDER BY lower(g.name) LIMIT 51 OFFSET :skip;

-- name: group_find(id bigint)
SELECT g.id, g.name, epoch(g.created_at) AS created_at,
       (SELECT count(*) FROM group_member m WHERE m.account_group = g.id) AS members
  FROM account_group g WHERE g.id = :id;

-- name: group_named(name text)
SELECT id FROM account_group WHERE lower(name) = lower(:name);

-- name: group_add(name text)
INSERT INTO account_group (name) VALUES (:name) ON CONFLICT DO NOTHING RETURNING id;

-- name: group_rename(id bigint, name text)
UPDATE account_group g SET name = :name
 WHERE g.id = :id AND NOT EXISTS (SELECT FROM account_group o WHERE lower(o.name) = lower(:name) AND o.id <> :id)
RETURNING g.id;

-- name: group_remove(id bigint)
DELETE FROM account_group WHERE id = :id RETURNING name;

-- name: group_members(id bigint, skip bigint)
SELECT a.id, a.name, a.disabled_at IS NOT NULL AS is_closed, m.is_manager
  FROM group_member m JOIN account a ON a.id = m.account
 WHERE m.account_group = :id ORDER BY NOT m.is_manager, lower(a.name) LIMIT 51 OFFSET :skip;

-- name: group_of_account(account bigint)
SELECT g.id, g.name, m.is_manager
  FROM group_member m JOIN account_group g ON g.id = m.account_group
 WHERE m.account = :account ORDER BY lower(g.name) LIMIT 1000;

-- name: group_person(name text)
SELECT id, name FROM account WHERE lower(name) = lower(:name);

-- name: group_join(id bigint, account bigint, manager boolean)
-- No row: is a member already.
INSERT INTO group_member (account_group, account, is_manager) VALUES (:id, :account, :manager)
ON CONFLICT DO NOTHING RETURNING account;

-- name: group_leave(id bigint, account bigint)
-- No row: is no member, or one whom only administrators may remove.
DELETE FROM group_member WHERE account_group = :id AND account = :account RETURNING account;

-- name: group_set_manager(id bigint, account bigint, manager boolean)
UPDATE group_member SET is_manager = :manager WHERE account_group = :id AND account = :account RETURNING account;
