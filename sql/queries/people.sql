-- Statements of lib/hub/people.c.

-- name: people_list(search text, show text, skip bigint)
SELECT id, name, email, is_admin, is_closed, is_invited, epoch(created_at) AS created_at,
       epoch(visited_at) AS visited_at, groups, found
  FROM people_list(:search, :show, :skip);

-- name: people_find(name text)
SELECT id, name, email, is_admin, is_closed, is_invited, epoch(created_at) AS created_at,
       epoch(visited_at) AS visited_at, sessions, has_second_factor
  FROM people_find(:name);

-- name: people_close(id bigint, closes boolean)
SELECT people_set(:id, NULL, :closes) AS done;

-- name: people_set_admin(id bigint, admin boolean)
SELECT people_set(:id, :admin, NULL) AS done;

-- name: people_sign_out(id bigint)
SELECT people_sign_out(:id) AS ended;

-- name: people_second_off(id bigint)
SELECT people_second_off(:id) AS done;
