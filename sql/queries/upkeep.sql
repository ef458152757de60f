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

-- name: upkeep_prune(keep bigint)
SELECT prune_samples(:keep::int) + prune_removed() AS done;
