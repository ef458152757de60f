-- Statements of lib/hub/upkeep.c.

-- name: upkeep_lock(job text)
-- Held by the connection until it is given back or the connection ends.
SELECT pg_try_advisory_lock(7239516, hashtext(:job)) AS got;

-- name: upkeep_unlock(job text)
SELECT pg_advisory_unlock(7239516, hashtext(:job));

-- name: upkeep_roll()
SELECT roll_pending() AS done;

-- name: upkeep_measure(most bigint)
SELECT repo_measure(:most) AS done;

-- name: upkeep_missing(stale_days bigint)
-- Of each repository that has become silent, once.
WITH silent AS (
    INSERT INTO event (repo, kind, run, detail)
    SELECT r.id, 'run_missing', s.last_run,
           jsonb_build_object('reason', format('no result for %s days', coalesce(r.stale_days, :stale_days::int)))
      FROM repo r JOIN repo_status s ON s.repo = r.id
     WHERE r.removed_at IS NULL
       AND s.last_run_at < now() - coalesce(r.stale_days, :stale_days::int) * interval '1 day'
       AND NOT EXISTS (SELECT FROM event e WHERE e.repo = r.id AND e.kind = 'run_missing' AND e.at > s.last_run_at)
    RETURNING id)
SELECT count(*) AS done FROM silent;

-- name: upkeep_mend()
SELECT mend_waiting() AS done;

-- name: upkeep_prune(keep bigint)
SELECT prune_samples(:keep::int) + prune_removed() AS done;
