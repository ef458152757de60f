-- Statements of lib/hub/notify_rule.c and notify_reach.c.  Lists are text here, as in subscription.sql.

-- name: notify_rule_list(search text, wanted bigint, skip bigint)
-- Those where a part of whom or of what fits, a page and one more; or that one alone whose id is wanted.
SELECT x.*, (SELECT count(*) FROM group_member m WHERE m.account_group = x.account_group) AS members,
       (SELECT count(*) FROM repo o WHERE o.removed_at IS NULL AND (o.id = x.repo OR o.folded LIKE x.fits)) AS repos
  FROM (SELECT s.id, CASE WHEN s.account IS NOT NULL THEN 'account' WHEN s.channel IS NOT NULL THEN 'channel' ELSE 'group' END AS whom,
               coalesce(a.name, g.name, nullif(c.name, ''), c.address) AS who, coalesce(s.account, s.account_group, s.channel) AS who_id,
               s.account_group, c.kind AS way, coalesce(c.sees_private, false) AS sees_private, s.repo, s.fits,
               coalesce(r.name, s.repo_pattern) AS object, array_to_string(s.kinds, ',') AS kinds, s.severity,
               array_to_string(s.packages, chr(10)) AS packages, s.pace, array_to_string(s.ways, ',') AS ways, s.mandatory,
               m.name AS made_by, epoch(s.created_at) AS made_at, count(*) OVER () AS found
          FROM subscription s
          LEFT JOIN account a ON a.id = s.account
          LEFT JOIN account_group g ON g.id = s.account_group
          LEFT JOIN channel c ON c.id = s.channel
          LEFT JOIN repo r ON r.id = s.repo
          LEFT JOIN account m ON m.id = s.made_by
         WHERE s.made_by IS NOT NULL AND (:wanted = 0 OR s.id = :wanted)
           AND (:search = '' OR position(lower(:search) IN lower(concat_ws(' ', a.name, g.name, c.name, c.address, r.name, s.repo_pattern))) > 0)
         ORDER BY lower(coalesce(a.name, g.name, nullif(c.name, ''), c.address)), who_id, lower(coalesce(r.name, s.repo_pattern)), s.id
         LIMIT 51 OFFSET :skip) x;

-- name: notify_rule_count()
SELECT count(*) AS rules FROM subscription s WHERE s.made_by IS NOT NULL;

-- name: notify_rule_add(account bigint, account_group bigint, channel bigint, repo bigint, pattern text, kinds text, severity bigint, packages text, pace text, ways text, mandatory boolean)
-- One row, unless there is the same already.
WITH rule AS (
    SELECT nullif(:account, 0) AS account, nullif(:account_group, 0) AS account_group, nullif(:channel, 0) AS channel,
           nullif(:repo, 0) AS repo, :pattern AS pattern, string_to_array(:kinds, ',') AS kinds, :severity AS severity,
           array_remove(string_to_array(:packages, chr(10)), '') AS packages, :pace AS pace,
           string_to_array(:ways, ',') AS ways)
INSERT INTO subscription (account, account_group, channel, repo, repo_pattern, kinds, severity, packages, pace, ways, mandatory, made_by)
SELECT r.account, r.account_group, r.channel, r.repo, r.pattern, r.kinds, r.severity, r.packages, r.pace, r.ways, :mandatory, me()
  FROM rule r
 WHERE NOT EXISTS (
       SELECT FROM subscription s
        WHERE s.made_by IS NOT NULL AND s.account IS NOT DISTINCT FROM r.account
          AND s.account_group IS NOT DISTINCT FROM r.account_group AND s.channel IS NOT DISTINCT FROM r.channel
          AND s.repo IS NOT DISTINCT FROM r.repo AND lower(s.repo_pattern) IS NOT DISTINCT FROM lower(r.pattern)
          AND s.kinds = r.kinds AND s.severity = r.severity AND s.packages = r.packages AND s.pace = r.pace AND s.ways = r.ways)
RETURNING id;

-- name: notify_rule_set(id bigint, kinds text, severity bigint, packages text, pace text, ways text, mandatory boolean)
UPDATE subscription s
   SET kinds = string_to_array(:kinds, ','), severity = :severity,
       packages = array_remove(string_to_array(:packages, chr(10)), ''), pace = :pace,
       ways = string_to_array(:ways, ','), mandatory = :mandatory
 WHERE s.id = :id AND s.made_by IS NOT NULL
RETURNING s.id;

-- name: notify_rule_remove(id bigint)
DELETE FROM subscription s WHERE s.id = :id AND s.made_by IS NOT NULL RETURNING s.id;

-- name: notify_rule_repos(repo bigint, pattern text)
SELECT count(*) AS repos, count(*) FILTER (WHERE NOT r.public) AS hidden,
       array_to_string((array_agg(r.name ORDER BY r.folded))[1:5], ', ') AS names
  FROM repo r
 WHERE r.removed_at IS NULL AND (r.id = :repo OR r.folded LIKE replace(replace(lower(:pattern), '_', '\_'), '*', '%'));

-- name: notify_rule_people(account bigint, account_group bigint, repo bigint, pattern text, ways text, rule bigint)
SELECT becomes, name, found
  FROM notify_rule_people(nullif(:account, 0), nullif(:account_group, 0), nullif(:repo, 0), :pattern, string_to_array(:ways, ','), :rule);
