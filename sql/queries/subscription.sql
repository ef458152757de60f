-- Statements of lib/hub/subscription.c.  Lists are text here: words with commas between, packages a line
-- each.

-- name: subscription_list()
SELECT id, repo, pattern, crasher, title, crasher_severity, array_to_string(kinds, ',') AS kinds, severity,
       array_to_string(packages, chr(10)) AS packages, pace, array_to_string(ways, ',') AS ways, is_rule, mandatory,
       is_left, made_by, group_name
  FROM subscription_mine();

-- name: subscription_beside(id bigint)
-- Those of whoever asks that bring what this one brings, or a part of it.
WITH mine AS MATERIALIZED (
    SELECT m.*, lower(m.repo) AS folded, replace(replace(lower(m.pattern), '_', '\_'), '*', '%') AS fits
      FROM subscription_mine() m)
SELECT o.id
  FROM mine w JOIN mine o ON o.id <> w.id
 WHERE w.id = :id AND NOT o.is_left AND o.kinds && w.kinds AND o.ways <> '{}'
   AND CASE WHEN w.folded IS NOT NULL AND o.folded IS NOT NULL
            THEN w.folded = o.folded AND coalesce(w.crasher = o.crasher, true)
            WHEN w.folded IS NOT NULL THEN w.folded LIKE o.fits
            WHEN o.folded IS NOT NULL THEN o.folded LIKE w.fits
            ELSE EXISTS (SELECT FROM repo r WHERE r.removed_at IS NULL AND r.folded LIKE w.fits AND r.folded LIKE o.fits) END
 ORDER BY o.id LIMIT 20;

-- name: subscription_add(repo bigint, crasher bigint, pattern text, most bigint)
-- One row, unless there are so many already.
WITH added AS (
    INSERT INTO subscription (account, repo, crasher, repo_pattern)
    SELECT me(), nullif(:repo, 0), nullif(:crasher, 0), :pattern
     WHERE (SELECT count(*) FROM subscription s WHERE s.account = me() AND s.made_by IS NULL) < :most
    ON CONFLICT DO NOTHING RETURNING id)
SELECT id FROM added
UNION ALL
SELECT s.id FROM subscription s
 WHERE s.account = me() AND s.made_by IS NULL
   AND (s.repo = :repo OR s.crasher = :crasher OR s.fits = replace(replace(lower(:pattern), '_', '\_'), '*', '%'));

-- name: subscription_unstar(repo bigint, crasher bigint)
DELETE FROM subscription s
 WHERE s.account = me() AND s.made_by IS NULL AND (s.repo = :repo OR s.crasher = :crasher);

-- name: subscription_set(id bigint, kinds text, severity bigint, packages text, pace text, ways text)
UPDATE subscription s
   SET kinds = string_to_array(:kinds, ','), severity = :severity,
       packages = array_remove(string_to_array(:packages, chr(10)), ''), pace = :pace,
       ways = string_to_array(:ways, ',')
 WHERE s.id = :id AND s.account = me() AND s.made_by IS NULL
RETURNING s.id;

-- name: subscription_remove(id bigint)
DELETE FROM subscription s WHERE s.id = :id AND s.account = me() AND s.made_by IS NULL RETURNING s.id;

-- name: subscription_may_leave(id bigint)
SELECT subscription_reaches_me(:id, true) AS may;

-- name: subscription_leave(id bigint)
INSERT INTO subscription_left (subscription, account) VALUES (:id, me()) ON CONFLICT DO NOTHING;

-- name: subscription_join(id bigint)
DELETE FROM subscription_left l WHERE l.subscription = :id AND l.account = me();
