-- Statements of lib/hub/mirror.c.

-- name: mirror_take(lease bigint)
-- One repository whose mirror has something to do, with what is needed for it; those that wait longest
-- first.  The address is its own, else that of the hub for all repositories.
WITH next AS (
    SELECT r.id, r.name, coalesce(u.value, replace(h.value, '{repo}', r.name)) AS url, u.id IS NOT NULL AS own,
           coalesce(m.rules, '') AS rules, m.url AS was_url, m.fetched_at IS NOT NULL AS fetched,
           m.wanted_at IS NOT NULL AS wanted, coalesce(m.failures, 0) AS failures
      FROM repo r
      LEFT JOIN setting u ON u.repo = r.id AND u.name = 'git.url'
      LEFT JOIN setting h ON h.repo IS NULL AND h.name = 'git.url'
      LEFT JOIN mirror m ON m.repo = r.id
     WHERE r.removed_at IS NULL AND coalesce(u.value, h.value) IS NOT NULL
       AND coalesce(m.busy_until <= now(), true)
       AND (m.wanted_at IS NOT NULL
            OR m.url <> coalesce(u.value, replace(h.value, '{repo}', r.name))
            OR coalesce(m.due_at <= now(), true)
               AND (EXISTS (SELECT FROM crasher c WHERE c.repo = r.id AND c.source_due <= now())
                    OR EXISTS (SELECT FROM commit_order o
                                WHERE o.repo = r.id AND o.descends IS NULL AND o.due_at <= now())))
     ORDER BY m.tried_at NULLS FIRST, r.id LIMIT 1
), taken AS (
    INSERT INTO mirror AS m (repo, url, tried_at, busy_until)
        SELECT n.id, n.url, now(), now() + make_interval(secs => :lease) FROM next n
        ON CONFLICT (repo) DO UPDATE
            SET url = excluded.url, tried_at = now(), wanted_at = NULL, busy_until = excluded.busy_until
    RETURNING 1)
SELECT n.* FROM next n, taken;

-- name: mirror_forget(repo bigint)
-- Nothing of what was found counts any more.
SELECT mirror_forget(:repo);

-- name: mirror_gone()
-- Repositories that had a mirror and are to have none any more.
SELECT m.repo FROM mirror m JOIN repo r ON r.id = m.repo
 WHERE m.url IS NOT NULL AND coalesce(m.busy_until <= now(), true)
   AND (r.removed_at IS NOT NULL
        OR NOT EXISTS (SELECT FROM setting s WHERE s.name = 'git.url' AND (s.repo = m.repo OR s.repo IS NULL)))
 LIMIT 20;

-- name: mirror_wishes(repo bigint, most bigint)
-- Crashers whose source is to be looked for; those of one commit together.
SELECT w.* FROM (
    SELECT c.id, f.commit_id, c.frames, c.stacks
      FROM crasher c JOIN run f ON f.id = c.first_run
     WHERE c.repo = :repo AND c.source_due <= now()
     ORDER BY c.source_due, c.id DESC LIMIT :most) w
 ORDER BY w.commit_id, w.id;

-- name: mirror_keep(repo bigint, commit text, file text, path text, content bytea, why text, candidates text, by_module text)
SELECT mirror_keep(:repo, :commit, :file, :path, :content, :why, :candidates, :by_module);

-- name: mirror_looked(crasher bigint, found boolean, most bigint)
SELECT mirror_looked(:crasher, :found, :most);

-- name: mirror_end(repo bigint, fetched boolean, size bigint, error text)
-- fetched: it was brought up to date.  An error counts, and the next try waits longer.  People are told once of
-- one that has failed for an hour, three times at least: not of a server that is started anew, nor of somebody
-- who tries one address after the other.  What the server said is for who administers it, on its page.
WITH was AS (
    SELECT m.*, CASE WHEN :error IS NULL THEN 0 ELSE m.failures + 1 END AS number,
           CASE WHEN :error IS NOT NULL THEN coalesce(m.failing_since, now()) END AS since
      FROM mirror m WHERE m.repo = :repo FOR UPDATE
), broken AS (
    SELECT w.repo, w.number, w.since FROM was w WHERE w.number >= 3 AND w.since <= now() - interval '1 hour'
), told AS (
    INSERT INTO event (repo, kind, detail)
    SELECT w.repo, 'source_broken',
           jsonb_build_object('reason', format('the git repository could not be read since %s UTC, in %s tries',
                                               to_char(b.since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), b.number))
      FROM was w JOIN broken b ON b.repo = w.repo WHERE NOT w.told)
UPDATE mirror m
   SET busy_until = NULL, size = :size, error = :error,
       fetched_at = CASE WHEN :fetched THEN now() ELSE m.fetched_at END,
       failures = w.number, failing_since = w.since,
       told = w.since IS NOT NULL AND (w.told OR EXISTS (SELECT FROM broken)),
       due_at = CASE WHEN :error IS NOT NULL
                     THEN now() + least(interval '1 minute' * 2 ^ least(w.number - 1, 10), interval '6 hours') END
  FROM was w WHERE m.repo = w.repo;

-- name: mirror_find(repo bigint)
-- What its page says of it.
SELECT m.rules, m.url, m.size, m.error, m.failures, epoch(m.fetched_at) AS fetched_at,
       epoch(m.tried_at) AS tried_at, epoch(m.due_at) AS due_at,
       m.wanted_at IS NOT NULL OR m.busy_until > now() AS busy
  FROM mirror m WHERE m.repo = :repo;

-- name: mirror_set_rules(repo bigint, rules text)
SELECT mirror_set_rules(:repo, :rules);

-- name: mirror_ask(repo bigint)
SELECT mirror_ask(:repo);

-- name: mirror_files(repo bigint, most bigint)
-- The newest frames that were looked for, each once.
SELECT DISTINCT ON (f.file) f.file, f.commit_id, f.path, f.why, f.candidates, f.by_module
  FROM (SELECT * FROM mirror_file x WHERE x.repo = :repo ORDER BY x.looked_at DESC LIMIT :most) f
 ORDER BY f.file, f.looked_at DESC;

-- name: mirror_doubts(repo bigint, most bigint)
-- Commits whose order is asked for; of repository 0 those of all that nobody has answered for long.
SELECT o.crasher, o.commit_id, o.fix FROM commit_order o
 WHERE o.descends IS NULL
   AND CASE WHEN :repo = 0 THEN o.asked_at < now() - interval '15 minutes'
            ELSE o.repo = :repo AND o.due_at <= now() END
 ORDER BY o.asked_at LIMIT :most;

-- name: mirror_settle(crasher bigint, commit text, fix text, descends text)
-- descends "": nobody knows.
SELECT order_settle(:crasher, :commit, :fix, nullif(:descends, '')::boolean);
