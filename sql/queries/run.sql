-- Statements of lib/hub/run.c.

-- name: run_find(id bigint)
SELECT r.id, p.name AS repo, p.source_link, r.commit_id, r.branch, r.origin, r.link,
       epoch(r.started_at) AS started_at, epoch(r.last_at) AS last_at, r.targets, r.packages,
       r.targets_crashed, r.targets_failed, r.failed, r.crashers_new, r.executions,
       r.executions_per_second, r.new_interesting, r.elapsed_ms
  FROM run r
  JOIN repo p ON p.id = r.repo
 WHERE r.id = :id;

-- name: run_list(repo bigint, before bigint)
SELECT r.id, NULL AS repo, NULL AS source_link, r.commit_id, r.branch, r.origin, r.link,
       epoch(r.started_at) AS started_at, epoch(r.last_at) AS last_at, r.targets, r.packages,
       r.targets_crashed, r.targets_failed, r.failed, r.crashers_new, r.executions,
       r.executions_per_second, r.new_interesting, r.elapsed_ms
  FROM run r WHERE r.repo = :repo AND r.id < :before
 ORDER BY r.id DESC LIMIT 51;
