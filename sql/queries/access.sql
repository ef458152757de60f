-- Statements of lib/hub/access.c.  A grant is on a repository, or, where repo is 0, on a pattern.

-- name: access_who(kind text, name text)
SELECT id, name FROM access_who(:kind, :name);

-- name: access_take(repo bigint, pattern text, account bigint, grp bigint)
DELETE FROM repo_grant
 WHERE (repo = :repo OR (repo IS NULL AND :repo = 0 AND lower(pattern) = lower(:pattern)))
   AND (account = :account OR account_group = :grp)
RETURNING role;

-- name: access_give(repo bigint, pattern text, account bigint, grp bigint, role text)
-- No row: somebody else did so at the same moment.
INSERT INTO repo_grant (repo, pattern, account, account_group, role)
VALUES (nullif(:repo, 0), :pattern, nullif(:account, 0), nullif(:grp, 0), :role)
ON CONFLICT DO NOTHING RETURNING id;

-- name: access_of_repo(repo bigint)
SELECT kind, who, who_id, role, pattern, members, is_closed FROM access_of_repo(:repo);

-- name: access_of_group(grp bigint, skip bigint)
SELECT coalesce(r.name, g.pattern) AS object, g.role, r.id AS repo, g.pattern
  FROM repo_grant g LEFT JOIN repo r ON r.id = g.repo
 WHERE g.account_group = :grp AND r.removed_at IS NULL
 ORDER BY g.pattern IS NULL, lower(coalesce(r.name, g.pattern)) LIMIT 51 OFFSET :skip;

-- name: access_of_account(account bigint, skip bigint)
-- The repositories that it was given, each with the grant that gives most and how many others there are.
SELECT r.name AS object, g.role, r.id AS repo, g.pattern, n.name AS group_name, n.id AS group_id,
       b.grants - 1 AS others, b.found
  FROM (SELECT x.repo, (array_agg(x.grant_id ORDER BY x.rank DESC, x.grant_id))[1] AS best,
               count(*) AS grants, count(*) OVER () AS found
          FROM grants_of(:account) x GROUP BY x.repo) b
  JOIN repo r ON r.id = b.repo
  JOIN repo_grant g ON g.id = b.best
  LEFT JOIN account_group n ON n.id = g.account_group
 ORDER BY r.folded LIMIT 51 OFFSET :skip;

-- name: access_list(place text, after bigint)
-- Every grant, for the command: those after one, by the repository or pattern that it is on.
SELECT k.place, k.id, coalesce(r.name, g.pattern) AS object, g.role, coalesce(a.name, n.name) AS who,
       CASE WHEN a.id IS NULL THEN 'group' ELSE 'account' END AS kind
  FROM ((SELECT p.fits COLLATE "C" AS place, p.id FROM repo_grant p
          WHERE p.repo IS NULL AND (p.fits COLLATE "C", p.id) > (:place, :after)
          ORDER BY 1, 2 LIMIT 50)
        UNION ALL
        (SELECT o.folded, p.id FROM repo o JOIN repo_grant p ON p.repo = o.id
          WHERE o.removed_at IS NULL AND o.folded >= :place AND (o.folded, p.id) > (:place, :after)
          ORDER BY 1, 2 LIMIT 50)
        ORDER BY 1, 2 LIMIT 50) k
  JOIN repo_grant g ON g.id = k.id
  LEFT JOIN repo r ON r.id = g.repo
  LEFT JOIN account a ON a.id = g.account
  LEFT JOIN account_group n ON n.id = g.account_group
 ORDER BY k.place COLLATE "C", k.id;

-- name: access_matrix(kind text, who text, column_skip bigint, search text, skip bigint)
-- A row for each cell: the patterns, then the repositories, each against the groups (or those accounts
-- that have a grant of their own); a row without who_id if there are none.  own is what was given on
-- that very line, via_role and via the most that a pattern gives besides.
WITH col AS (
    SELECT g.id, g.name, g.id AS grp, NULL::bigint AS account FROM account_group g
     WHERE :kind = 'group' AND (:who = '' OR position(lower(:who) IN lower(g.name)) > 0)
    UNION ALL
    SELECT a.id, a.name, NULL, a.id FROM account a
     WHERE :kind = 'account' AND (:who = '' OR position(lower(:who) IN lower(a.name)) > 0)
       AND EXISTS (SELECT FROM repo_grant g WHERE g.account = a.id)
     ORDER BY 2 LIMIT 6 OFFSET :column_skip
), line AS (
    SELECT 0 AS repo, min(g.pattern) AS name, lower(min(g.pattern)) AS folded, g.fits, false AS public, 0 AS tier
      FROM repo_grant g
     WHERE g.repo IS NULL AND (:search = '' OR position(lower(:search) IN lower(g.pattern)) > 0)
     GROUP BY g.fits
    UNION ALL
    SELECT r.id, r.name, r.folded, NULL, r.public, 1
      FROM repo r
     WHERE r.removed_at IS NULL AND (:search = '' OR position(lower(:search) IN r.folded) > 0)
     ORDER BY 6, 3 LIMIT 26 OFFSET :skip
)
SELECT l.repo, l.name, l.public, c.id AS who_id, c.name AS who, own.role AS own, best.role AS via_role,
       best.pattern AS via
  FROM line l
  LEFT JOIN col c ON true
  LEFT JOIN LATERAL (
      SELECT g.role FROM repo_grant g WHERE g.repo = l.repo AND g.account_group = c.grp
      UNION ALL
      SELECT g.role FROM repo_grant g WHERE g.repo = l.repo AND g.account = c.account
      UNION ALL
      SELECT g.role FROM repo_grant g WHERE g.repo IS NULL AND g.account_group = c.grp AND g.fits = l.fits
      UNION ALL
      SELECT g.role FROM repo_grant g WHERE g.repo IS NULL AND g.account = c.account AND g.fits = l.fits) own ON true
  LEFT JOIN LATERAL (
      SELECT p.role, p.pattern
        FROM (SELECT g.role, g.rank, g.pattern, g.fits, g.id FROM repo_grant g
               WHERE g.repo IS NULL AND g.account_group = c.grp
              UNION ALL
              SELECT g.role, g.rank, g.pattern, g.fits, g.id FROM repo_grant g
               WHERE g.repo IS NULL AND g.account = c.account) p
       WHERE l.repo <> 0 AND l.folded LIKE p.fits
       ORDER BY p.rank DESC, p.id LIMIT 1) best ON true
 ORDER BY l.tier, l.folded, lower(c.name), c.id;

-- name: access_subjects(kind text, who text)
-- How many columns the matrix has in all.
SELECT CASE WHEN :kind = 'group' THEN
           (SELECT count(*) FROM account_group g WHERE :who = '' OR position(lower(:who) IN lower(g.name)) > 0)
       ELSE (SELECT count(*) FROM account a
              WHERE (:who = '' OR position(lower(:who) IN lower(a.name)) > 0)
                AND EXISTS (SELECT FROM repo_grant g WHERE g.account = a.id)) END AS found;
