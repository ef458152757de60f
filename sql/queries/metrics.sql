-- Statements of lib/hub/metrics.c.

-- name: metrics_list(most bigint)
-- What has no result yet has no numbers.
SELECT r.name, s.packages, s.packages_crashed, s.targets, s.critical, s.high, s.medium, s.low,
       epoch(s.last_run_at) AS last_run_at, s.failed IS NOT NULL AS failed
  FROM repo r
  LEFT JOIN repo_status s ON s.repo = r.id
 WHERE r.removed_at IS NULL
 ORDER BY r.id
 LIMIT :most;

-- name: metrics_notifications()
SELECT way, state, number FROM notification_open();
