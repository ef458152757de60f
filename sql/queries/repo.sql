-- Statements of lib/hub/repo.c.

-- name: repo_find(wanted text)
SELECT r.id, r.name, r.public, r.source_link, r.stale_days,
       repo_verdict(s.packages_crashed, s.failed, s.last_run_at, r.stale_days) AS verdict,
       s.packages, s.packages_crashed, s.targets, s.critical, s.high, s.medium, s.low, s.failed,
       s.last_run, extract(epoch FROM s.last_run_at)::bigint AS last_run_at,
       l.commit_id, l.branch, l.origin
  FROM repo r
  LEFT JOIN repo_status s ON s.repo = r.id
  LEFT JOIN run l ON l.id = s.last_run
 WHERE lower(r.name) = lower(:wanted) AND r.removed_at IS NULL;

-- name: repo_list(search text, wanted text, skip bigint)
-- One row more than a page holds tells that there is a next page.
SELECT r.*, extract(epoch FROM r.run_at)::bigint AS last_run_at, l.commit_id, l.branch, l.origin,
       (SELECT string_agg(concat_ws(' ', d.ago, d.logs, d.failed, d.crashes), ' ')
          FROM (SELECT (now() AT TIME ZONE 'UTC')::date - a.day AS ago, sum(a.logs) AS logs,
                       sum(a.failed) AS failed, sum(a.crashes) AS crashes
                  FROM activity a
                 WHERE a.repo = r.id AND a.day > (now() AT TIME ZONE 'UTC')::date - 30
                 GROUP BY a.day) d) AS activity
  FROM (SELECT n.*, array_position(ARRAY['crashed', 'failed', 'stale', 'empty', 'clean'], verdict) AS rank
          FROM (SELECT r.id, r.name, r.public, r.source_link, r.stale_days,
                       repo_verdict(s.packages_crashed, s.failed, s.last_run_at, r.stale_days) AS verdict,
                       s.packages, s.packages_crashed, s.targets, s.critical, s.high, s.medium, s.low,
                       s.failed, s.last_run, s.last_run_at AS run_at
                  FROM repo r LEFT JOIN repo_status s ON s.repo = r.id
                 WHERE position(lower(:search) IN lower(r.name)) > 0) n
         WHERE :wanted = 'all' OR verdict = :wanted
            OR :wanted = 'unknown' AND verdict IN ('failed', 'stale', 'empty')
         ORDER BY rank, critical DESC, high DESC, medium DESC, low DESC, lower(name)
         LIMIT 51 OFFSET :skip) r
  LEFT JOIN run l ON l.id = r.last_run
 ORDER BY r.rank, r.critical DESC, r.high DESC, r.medium DESC, r.low DESC, lower(r.name);

-- name: repo_count(search text)
SELECT count(verdict) AS all_repos,
       count(*) FILTER (WHERE verdict = 'crashed') AS crashed,
       count(*) FILTER (WHERE verdict IN ('failed', 'stale', 'empty')) AS unknown,
       count(*) FILTER (WHERE verdict = 'clean') AS clean,
       count(*) FILTER (WHERE hit) AS found,
       count(*) FILTER (WHERE hit AND verdict = 'crashed') AS found_crashed,
       count(*) FILTER (WHERE hit AND verdict IN ('failed', 'stale', 'empty')) AS found_unknown,
       count(*) FILTER (WHERE hit AND verdict = 'clean') AS found_clean,
       coalesce(sum(packages_crashed), 0) AS packages_crashed,
       coalesce(sum(critical + high + medium + low), 0) AS open_crashers,
       coalesce(sum(critical), 0) AS critical,
       t.logs, t.failed, t.executions
  FROM (SELECT s.packages_crashed, s.critical, s.high, s.medium, s.low,
               repo_verdict(s.packages_crashed, s.failed, s.last_run_at, r.stale_days) AS verdict,
               position(lower(:search) IN lower(r.name)) > 0 AS hit
          FROM repo r LEFT JOIN repo_status s ON s.repo = r.id) n
 RIGHT JOIN (SELECT coalesce(sum(a.logs), 0) AS logs, coalesce(sum(a.failed), 0) AS failed,
                    coalesce(sum(a.executions), 0) AS executions
               FROM activity a WHERE a.day = (now() AT TIME ZONE 'UTC')::date) t ON true
 GROUP BY t.logs, t.failed, t.executions;
