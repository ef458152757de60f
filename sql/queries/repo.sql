-- Statements of lib/hub/repo.c.

-- name: repo_find(wanted text, stale_days bigint)
SELECT r.id, r.name, r.public, r.source_link, r.compare_link, may_triage(r.id) AS may_triage, may_admin(r.id) AS may_admin, r.is_full,
       EXISTS (SELECT FROM subscription s WHERE s.account = me() AND s.repo = r.id AND s.made_by IS NULL) AS starred,
       repo_verdict(s.packages_crashed, s.failed, s.last_run_at, coalesce(r.stale_days, :stale_days::int)) AS verdict,
       coalesce(r.stale_days, :stale_days::int) AS stale_days,
       s.packages, s.packages_crashed, s.targets, s.critical, s.high, s.medium, s.low, s.failed,
       s.last_run, epoch(s.last_run_at) AS last_run_at, s.last_commit,
       s.last_branch, s.last_origin
  FROM repo r
  LEFT JOIN repo_status s ON s.repo = r.id
 WHERE r.folded = lower(:wanted) AND r.removed_at IS NULL;

-- name: repo_rules(repo bigint)
SELECT coalesce(r.wanted_rules, r.frame_rules) AS rules,
       coalesce(r.wanted_depth, r.signature_depth) AS depth, r.wanted_rules IS NOT NULL AS waiting
  FROM repo r WHERE r.id = :repo;

-- name: repo_set_rules(repo bigint, rules text, depth bigint)
UPDATE repo SET wanted_rules = :rules, wanted_depth = :depth::int WHERE id = :repo
RETURNING name;

-- name: repo_set_links(repo bigint, source text, compare text)
UPDATE repo SET source_link = :source, compare_link = :compare WHERE id = :repo RETURNING name;

-- name: repo_list(search text, first bigint, last bigint, skip bigint, stale_days bigint)
-- Those whose verdict lies between two.  One row more than a page holds tells that there is a next page.
-- Each row also holds the counts of all repositories, as one text, since as columns they would be made
-- anew for each row; a list without any is one row without id.
-- Days are those of UTC, the time zone of all connections.
-- What is sorted by stands first in its rows, where it is found at once.  Sorted once: a left join of
-- one row on true is a nested loop, which keeps the order of what it goes through.
WITH every AS (
    SELECT repo_verdict(s.packages_crashed, s.failed, s.last_run_at,
                        coalesce(r.stale_days, :stale_days::int)) AS verdict,
           s.weight, r.folded, s.critical, s.high, s.medium, s.low, r.id, r.name, r.public,
           s.packages, s.packages_crashed, s.targets, s.failed, s.last_run, s.last_run_at, s.last_commit,
           s.last_branch, s.last_origin, s.activity, s.day = current_date AS is_today,
           s.day_logs, s.day_failed, s.day_executions,
           (:search = '' OR position(lower(:search) IN r.folded) > 0) AS hit
      FROM repo r LEFT JOIN repo_status s ON s.repo = r.id
), counts AS (
    SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE verdict = 0), count(*) FILTER (WHERE verdict = 4),
                     count(*) FILTER (WHERE hit), count(*) FILTER (WHERE hit AND verdict = 0),
                     count(*) FILTER (WHERE hit AND verdict = 4), coalesce(sum(packages_crashed), 0),
                     coalesce(sum(critical + high + medium + low), 0), coalesce(sum(critical), 0),
                     coalesce(sum(day_logs) FILTER (WHERE is_today), 0),
                     coalesce(sum(day_failed) FILTER (WHERE is_today), 0),
                     coalesce(sum(day_executions) FILTER (WHERE is_today), 0)) AS counts
      FROM every
), shown AS (
    SELECT * FROM every
     WHERE hit AND verdict BETWEEN :first AND :last
     ORDER BY verdict, weight DESC NULLS LAST, folded
     LIMIT 51 OFFSET :skip
)
SELECT c.counts, s.id, s.name, s.public, s.packages, s.packages_crashed, s.targets,
       s.critical, s.high, s.medium, s.low, s.last_run, epoch(s.last_run_at) AS last_run_at, s.last_commit,
       s.last_branch, s.last_origin, s.verdict, s.failed, s.activity
  FROM counts c LEFT JOIN shown s ON true;
