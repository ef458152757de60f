-- Statements of lib/hub/saved_filter.c.

-- name: saved_filter_list()
SELECT f.id, f.name, f.address FROM saved_filter f WHERE f.account = me() ORDER BY lower(f.name) LIMIT 50;

-- name: saved_filter_find(id bigint)
SELECT f.id, f.name, f.address FROM saved_filter f WHERE f.id = :id AND f.account = me();

-- name: saved_filter_set(name text, address text, most bigint)
INSERT INTO saved_filter (account, name, address)
SELECT me(), :name, :address
 WHERE (SELECT count(*) FROM saved_filter f WHERE f.account = me() AND lower(f.name) <> lower(:name)) < :most
ON CONFLICT (account, (lower(name))) DO UPDATE SET name = :name, address = :address
RETURNING id;

-- name: saved_filter_forget(id bigint)
DELETE FROM saved_filter WHERE id = :id AND account = me() RETURNING id;
