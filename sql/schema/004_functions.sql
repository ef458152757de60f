-- The functions that write what many processes write at once, and the one that tells who may see
-- what.  They run with the owner's rights, so that the roles of programs need none on the tables.

-- Ends a request with an answer of ours; base/db reads the status from DETAIL.
CREATE FUNCTION refuse(status int, reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'P0001', MESSAGE = reason, DETAIL = status::text;
END $$;

-- The n-th word of a search, from 1, as a pattern of LIKE; '%%' if it has fewer.
CREATE FUNCTION search_word(filter jsonb, n int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '%' || regexp_replace(split_part(regexp_replace(trim(lower(coalesce(filter ->> 'search', ''))), '\s+', ' ', 'g'), ' ', n),
                                 '([\\%_])', '\\\1', 'g') || '%';
$$;

-- What a repository's status comes to, the worst first; not knowing is never clean.  The number is that
-- of enum repo_verdict in lib/hub/repo.h: crashed, failed, stale, empty, clean.
CREATE FUNCTION repo_verdict(packages_crashed int, failed text, last_run_at timestamptz, stale_days int)
RETURNS int LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN packages_crashed > 0 THEN 0
                WHEN last_run_at IS NULL THEN 3
                WHEN failed IS NOT NULL THEN 1
                WHEN last_run_at < now() - make_interval(days => stale_days) THEN 2
                ELSE 4 END;
$$;

-- Counts what the results of a run come to.  The row is locked first, so that of two writers the second
-- counts what the first has committed.
CREATE FUNCTION run_count(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM run WHERE id = wanted FOR NO KEY UPDATE;
    UPDATE run u
       SET (targets, packages, targets_crashed, targets_failed, failed, executions, executions_per_second,
            new_interesting, elapsed_ms, last_at) =
               (SELECT count(*), count(DISTINCT y.package),
                       count(*) FILTER (WHERE y.state IN ('crashed', 'timeout', 'oom', 'unparsed', 'blocked')),
                       count(*) FILTER (WHERE y.failure IS NOT NULL),
                       (array_agg(y.failure ORDER BY y.id) FILTER (WHERE y.failure IS NOT NULL))[1],
                       coalesce(sum(y.executions), -1), coalesce(sum(y.executions_per_second), -1),
                       coalesce(sum(y.new_interesting), -1), coalesce(sum(y.elapsed_ms), -1), max(y.at)
                  FROM result y WHERE y.run = wanted),
           crashers_new = (SELECT count(*) FROM crasher c WHERE c.first_run = wanted)
     WHERE u.id = wanted;
END $$;

-- What crasher_target copies from its crasher.
CREATE FUNCTION crasher_target_copy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT c.state IN ('open', 'triaged', 'regressed'), c.rank INTO NEW.open, NEW.rank
      FROM crasher c WHERE c.id = NEW.crasher;
    RETURN NEW;
END $$;
CREATE TRIGGER crasher_target_copy BEFORE INSERT ON crasher_target
    FOR EACH ROW EXECUTE FUNCTION crasher_target_copy();

-- Counts, beside a crasher, the targets that reach it, and beside a target the open crashers it reaches.
CREATE FUNCTION crasher_target_count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE crasher SET targets = targets + 1 WHERE id = NEW.crasher;
        UPDATE target SET crashers = crashers + 1 WHERE id = NEW.target AND NEW.open;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE crasher SET targets = targets - 1 WHERE id = OLD.crasher;
        UPDATE target SET crashers = crashers - 1 WHERE id = OLD.target AND OLD.open;
    ELSIF NEW.open <> OLD.open THEN
        UPDATE target SET crashers = crashers + CASE WHEN NEW.open THEN 1 ELSE -1 END WHERE id = NEW.target;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER crasher_target_count AFTER INSERT OR DELETE OR UPDATE OF open ON crasher_target
    FOR EACH ROW EXECUTE FUNCTION crasher_target_count();

-- The newest run before a run in which a target passed, on the same branch: of the fifty runs before that.  Kept
-- with a crasher, since its page would look for it each time.
CREATE FUNCTION good_run(its_run bigint, its_target bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT g.id
      FROM run f
     CROSS JOIN LATERAL (SELECT r.id, r.commit_id, r.branch FROM run r
                          WHERE r.repo = f.repo AND r.id < f.id ORDER BY r.id DESC LIMIT 50) g
     WHERE f.id = its_run AND g.branch IS NOT DISTINCT FROM f.branch AND g.commit_id <> f.commit_id
       AND EXISTS (SELECT FROM result x WHERE x.run = g.id AND x.target = its_target AND x.state = 'ok')
     ORDER BY g.id DESC LIMIT 1;
$$;
CREATE FUNCTION crasher_good() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    NEW.good_run := good_run(NEW.first_run, NEW.target);
    RETURN NEW;
END $$;
CREATE TRIGGER crasher_good BEFORE INSERT OR UPDATE OF first_run ON crasher
    FOR EACH ROW EXECUTE FUNCTION crasher_good();

CREATE FUNCTION crasher_copies() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE crasher_target SET open = NEW.state IN ('open', 'triaged', 'regressed'), rank = NEW.rank
     WHERE crasher = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER crasher_copies AFTER UPDATE OF state, severity ON crasher
    FOR EACH ROW EXECUTE FUNCTION crasher_copies();

-- What the index says of a repository's last run.  The row is locked first, so that of two writers the
-- second sees what the first has committed.
CREATE FUNCTION repo_ran(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO repo_status (repo) VALUES (wanted) ON CONFLICT DO NOTHING;
    PERFORM FROM repo_status WHERE repo = wanted FOR NO KEY UPDATE;
    UPDATE repo_status s
       SET (last_run, last_run_at, last_commit, last_branch, last_origin, failed) =
               (SELECT r.id, greatest(s.last_run_at, r.started_at, r.last_at), r.commit_id, r.branch,
                       r.origin, r.failed
                  FROM run r WHERE r.repo = wanted ORDER BY r.id DESC LIMIT 1)
     WHERE s.repo = wanted;
END $$;

-- All that the index says of a repository, and its page of its packages, counted anew.
CREATE FUNCTION repo_refresh(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM repo_ran(wanted);
    UPDATE package p
       SET crashers = c.crashers, targets_crashed = c.targets, worst = c.worst
      FROM (SELECT q.id, count(DISTINCT ct.crasher) AS crashers, count(DISTINCT ct.target) AS targets,
                   min(ct.rank) AS worst
              FROM package q LEFT JOIN crasher_target ct ON ct.package = q.id AND ct.open
             WHERE q.repo = wanted GROUP BY q.id) c
     WHERE p.id = c.id AND (p.crashers, p.targets_crashed, p.worst)
                           IS DISTINCT FROM (c.crashers, c.targets, c.worst);
    UPDATE repo_status s
       SET packages = p.every, packages_crashed = p.crashed,
           targets = (SELECT count(*) FROM target t WHERE t.repo = wanted),
           (critical, high, medium, low) =
               (SELECT count(*) FILTER (WHERE c.rank = 1), count(*) FILTER (WHERE c.rank = 2),
                       count(*) FILTER (WHERE c.rank = 3), count(*) FILTER (WHERE c.rank = 4)
                  FROM crasher c
                 WHERE c.repo = wanted AND c.state IN ('open', 'triaged', 'regressed'))
      FROM (SELECT count(*) AS every, count(*) FILTER (WHERE crashers > 0) AS crashed
              FROM package WHERE repo = wanted) p
     WHERE s.repo = wanted;
END $$;

-- The bars of days: of each day four numbers, the day since 1970, logs, failed logs, crashes.
CREATE FUNCTION bar(day date, logs numeric, failed numeric, crashes numeric) RETURNS text LANGUAGE sql
IMMUTABLE AS $$
    SELECT concat_ws(' ', day - date '1970-01-01', logs, failed, crashes);
$$;

-- Writes the bars of a repository and of its packages beside them, so that a page reads one row for each.
CREATE FUNCTION repo_activity(wanted bigint) RETURNS void LANGUAGE sql AS $$
    UPDATE repo_status s
       SET activity = a.bars, day = a.day, day_logs = a.logs, day_failed = a.failed,
           day_executions = a.executions
      FROM (SELECT string_agg(bar(d.day, d.logs, d.failed, d.crashes), ' ') AS bars,
                   max(d.day) AS day, (array_agg(d.logs ORDER BY d.day DESC))[1] AS logs,
                   (array_agg(d.failed ORDER BY d.day DESC))[1] AS failed,
                   (array_agg(d.executions ORDER BY d.day DESC))[1] AS executions
              FROM (SELECT day, sum(logs) AS logs, sum(failed) AS failed, sum(crashes) AS crashes,
                           sum(executions) AS executions
                      FROM activity
                     WHERE repo = wanted AND day > (now() AT TIME ZONE 'UTC')::date - 30
                     GROUP BY day) d) a
     WHERE s.repo = wanted AND a.day IS NOT NULL;
    UPDATE package p
       SET activity = a.bars
      FROM (SELECT d.package, string_agg(bar(d.day, d.logs, d.failed, d.crashes), ' ') AS bars
              FROM activity d
             WHERE d.repo = wanted AND d.day > (now() AT TIME ZONE 'UTC')::date - 30
             GROUP BY d.package) a
     WHERE p.id = a.package AND p.activity <> a.bars;
$$;

-- Of contents that are there already: makes those that are old count as new.  The prune job takes away
-- what nobody refers to and what is older than ten minutes, so a blob refreshed here is safe until its
-- new reference is committed.  A fresh one is left alone: locking it would make posts of the same
-- content wait for each other.
CREATE FUNCTION blobs_refresh(wanted bigint, contents bytea[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO blob (repo, sha256, bytes)
        SELECT wanted, given.digest, given.content
          FROM (SELECT DISTINCT ON (sha256(content)) sha256(content) AS digest, content
                  FROM unnest(contents) content ORDER BY sha256(content)) given
         WHERE coalesce((SELECT b.stored_at FROM blob b
                          WHERE b.repo = wanted AND b.sha256 = given.digest)
                        < now() - interval '5 minutes', true)
        ON CONFLICT (repo, sha256) DO UPDATE SET stored_at = now();
END $$;

-- The name of a file without its folders.
CREATE FUNCTION base_name(path text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT substring(path FROM '[^/]*$');
$$;

-- Source of a commit, [{path, blob}], whose blobs are stored; past 2,000 files of a commit no more is kept.
CREATE FUNCTION code_keep(wanted bigint, its_commit text, files jsonb, blobs bytea[]) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO code (repo, commit_id, name, path, blob)
        SELECT wanted, its_commit, base_name(f ->> 'path'), f ->> 'path', sha256(blobs[(f ->> 'blob')::int])
          FROM jsonb_array_elements(files) f
         WHERE (SELECT count(*) FROM code k WHERE k.repo = wanted AND k.commit_id = its_commit) < 2000
         ORDER BY f ->> 'path'
        ON CONFLICT DO NOTHING;
$$;

-- Keeps what cron/mirror found of one file; a repository that is full keeps no more text.
CREATE FUNCTION mirror_keep(wanted bigint, its_commit text, its_file text, its_path text, content bytea,
                            its_why text, its_candidates text, its_module text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF content IS NOT NULL THEN
        PERFORM blobs_refresh(wanted, ARRAY[content]);
    END IF;
    INSERT INTO mirror_file (repo, commit_id, file, path, blob, why, candidates, by_module)
        VALUES (wanted, its_commit, its_file, its_path, sha256(content), its_why, its_candidates, its_module)
        ON CONFLICT (repo, commit_id, file) DO UPDATE
            SET path = excluded.path, blob = excluded.blob, why = excluded.why, looked_at = now(),
                candidates = excluded.candidates, by_module = excluded.by_module;
END $$;

-- Has the source of a repository's crashers looked for anew, of the newest thousand.
CREATE FUNCTION mirror_again(wanted bigint) RETURNS void LANGUAGE sql AS $$
    UPDATE crasher c SET source_due = now(), source_tries = 0
     WHERE c.id IN (SELECT k.id FROM crasher k WHERE k.repo = wanted ORDER BY k.id DESC LIMIT 1000);
    SELECT pg_notify('mirror', '');
$$;

-- What was found in a mirror does not count any more: it was another repository's, or is to go.
CREATE FUNCTION mirror_forget(wanted bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM mirror_file f WHERE f.repo = wanted;
    UPDATE mirror m
       SET fetched_at = NULL, failures = 0, failing_since = NULL, told = false, error = NULL, due_at = NULL, size = 0,
           url = CASE WHEN m.busy_until > now() THEN m.url END
     WHERE m.repo = wanted;
    PERFORM mirror_again(wanted);
END $$;

-- The source of a crasher was looked for; its commit may come to the mirror yet, for so many tries.
CREATE FUNCTION mirror_looked(wanted bigint, found boolean, most bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE crasher c
       SET source_tries = CASE WHEN found THEN 0 ELSE c.source_tries + 1 END,
           source_due = CASE WHEN NOT found AND c.source_tries + 1 < most
                             THEN now() + interval '1 minute' * 4 ^ c.source_tries END
     WHERE c.id = wanted;
$$;

-- A crasher that has other frames now, or another first run, has other source.
CREATE FUNCTION crasher_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.source_due := now();
    NEW.source_tries := 0;
    RETURN NEW;
END $$;
CREATE TRIGGER crasher_source BEFORE UPDATE OF frames, stacks, first_run ON crasher
    FOR EACH ROW WHEN (OLD.frames IS DISTINCT FROM NEW.frames OR OLD.stacks IS DISTINCT FROM NEW.stacks
                       OR OLD.first_run IS DISTINCT FROM NEW.first_run)
    EXECUTE FUNCTION crasher_source();

-- How bad a state is; of several logs of one target the worst counts.
CREATE FUNCTION state_rank(state text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT array_position(ARRAY['ok', 'stalled', 'setup_error', 'blocked', 'unparsed', 'timeout',
                                'oom', 'crashed'], state);
$$;

-- The run of a post: by the poster's key, or the one that posts like this have joined lately; made if
-- there is none.  Two first posts at the same moment must not make two runs: one waits for the other's
-- lock, looks again, and finds it.
CREATE FUNCTION run_take(its_repo bigint, by_token bigint, its_key text, its_commit text, its_branch text,
                         its_origin text, its_link text, OUT id bigint, OUT made boolean)
LANGUAGE plpgsql AS $$
DECLARE
    of_commit text;
BEGIN
    made := false;
    FOR attempt IN 1..3 LOOP
        IF its_key IS NOT NULL THEN
            SELECT r.id, r.commit_id INTO id, of_commit FROM run r WHERE r.repo = its_repo AND r.key = its_key;
        ELSE
            SELECT r.id, r.commit_id INTO id, of_commit FROM run r
             WHERE r.repo = its_repo AND r.key IS NULL AND r.started_at > now() - interval '1 hour'
               AND r.commit_id IS NOT DISTINCT FROM its_commit AND r.origin = its_origin
             ORDER BY r.started_at DESC LIMIT 1;
        END IF;
        EXIT WHEN FOUND;
        IF attempt = 1 THEN
            PERFORM pg_advisory_xact_lock(hashtextextended(
                its_repo || '/' || coalesce('k' || its_key, 'c' || coalesce(its_commit, '') || its_origin), 0));
        ELSE
            INSERT INTO run (repo, key, commit_id, branch, origin, link, token)
                VALUES (its_repo, its_key, its_commit, its_branch, its_origin, its_link, by_token);
            made := true;
        END IF;
    END LOOP;
    IF of_commit <> its_commit THEN
        PERFORM refuse(409, format('run "%s" is of commit %s, not of %s', its_key, of_commit, its_commit));
    END IF;
END $$;

-- The target of a result; made, with its package, if it is new.
CREATE FUNCTION ingest_target(wanted bigint, item jsonb, OUT id bigint, OUT package bigint,
                              OUT made boolean) LANGUAGE plpgsql AS $$
BEGIN
    made := false;
    SELECT t.id, p.id INTO id, package
      FROM package p JOIN target t ON t.package = p.id
     WHERE p.repo = wanted AND p.path = item ->> 'package' AND t.name = item ->> 'target';
    IF FOUND THEN
        RETURN;
    END IF;
    made := true;
    INSERT INTO package AS p (repo, path) VALUES (wanted, item ->> 'package') ON CONFLICT DO NOTHING;
    SELECT p.id INTO package FROM package p WHERE p.repo = wanted AND p.path = item ->> 'package';
    INSERT INTO target AS t (repo, package, name, engine)
        VALUES (wanted, ingest_target.package, item ->> 'target', item ->> 'engine')
        ON CONFLICT DO NOTHING;
    SELECT t.id INTO id FROM target t
     WHERE t.package = ingest_target.package AND t.name = item ->> 'target';
END $$;

-- Whether two crashes of one target are of the same input: its bytes tell where both are known, else
-- the name of its file.
CREATE FUNCTION is_same_input(input bytea, its_name text, other bytea, other_name text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN input IS NOT NULL AND other IS NOT NULL THEN input = other
                ELSE coalesce(base_name(its_name) = base_name(other_name), false) END;
$$;

-- The crashers that a target reaches by an input, as far as crashes are kept.  Looks at the newest five
-- hundred crashers of the target.
CREATE FUNCTION crashers_of_input(in_package bigint, at_target bigint, its_input bytea, its_name text)
RETURNS SETOF crasher LANGUAGE sql STABLE AS $$
    SELECT k.*
      FROM (SELECT x.crasher FROM crasher_target x
             WHERE x.package = in_package AND x.target = at_target
             ORDER BY x.crasher DESC LIMIT 500) n
      JOIN crasher k ON k.id = n.crasher
     WHERE k.state <> 'duplicate'
       AND EXISTS (SELECT FROM crash c
                    WHERE c.crasher = k.id AND c.kept AND c.target = at_target
                      AND is_same_input(c.input, c.input_name, its_input, its_name));
$$;

-- A weak crasher whose input has shown its stack becomes what the stack says, in its place: all that
-- refers to it stays.
CREATE FUNCTION crasher_strengthen(wanted bigint, in_run bigint, item jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE crasher c
       SET (severity, severity_reason, engine, kind, title, message, function, file, line, frames, stacks,
            trace, weak, reproduces) =
           (item ->> 'severity', item ->> 'severity_reason', item ->> 'engine', item ->> 'kind',
            item ->> 'title', item ->> 'message', item ->> 'function', item ->> 'file',
            (item ->> 'line')::bigint, coalesce(item -> 'frames', '[]'), coalesce(item -> 'stacks', '[]'),
            coalesce((item ->> 'trace')::bigint[], '{}'), false, true)
     WHERE c.id = wanted;
    INSERT INTO event (repo, kind, crasher, run, dispatched_at)
        SELECT c.repo, 'strong', c.id, in_run, now() FROM crasher c WHERE c.id = wanted;
END $$;

/*
 * Makes one crasher the duplicate of another: its page becomes that one's, where its crashes, targets,
 * counts, subscriptions, comments and, if it has none, its ticket go.  Nobody is told; both have a line
 * in their history.  Of its crashes those that are kept go, at most a thousand: the others are only
 * counted.
 *
 * The roll job counts for many crashers at once, in whatever order; so whoever calls this has the lock
 * 'roll' (roll_pause()) from before it locked any row that the job counts for.
 */
CREATE FUNCTION crasher_merge(lesser bigint, better bigint, in_run bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    gone crasher;
BEGIN
    PERFORM FROM crasher c WHERE c.id IN (lesser, better) ORDER BY c.id FOR NO KEY UPDATE;
    SELECT * INTO gone FROM crasher c WHERE c.id = lesser;
    INSERT INTO crasher_target (crasher, target, repo, package, first_seen)
        SELECT better, x.target, x.repo, x.package, x.first_seen FROM crasher_target x
         WHERE x.crasher = lesser ORDER BY x.target
        ON CONFLICT DO NOTHING;
    UPDATE crash SET crasher = better
     WHERE (crasher, id) IN (SELECT c.crasher, c.id FROM crash c WHERE c.crasher = lesser AND c.kept
                              ORDER BY c.id DESC LIMIT 1000);
    UPDATE pending SET crasher = better WHERE crasher = lesser;
    UPDATE subscription s SET crasher = better
     WHERE s.crasher = lesser
       AND NOT EXISTS (SELECT FROM subscription o WHERE o.crasher = better AND o.account = s.account
                          AND o.made_by IS NULL AND s.made_by IS NULL);
    UPDATE comment SET crasher = better WHERE crasher = lesser;
    UPDATE ticket SET crasher = better
     WHERE crasher = lesser AND NOT EXISTS (SELECT FROM ticket o WHERE o.crasher = better);
    INSERT INTO crasher_day AS d (crasher, repo, day, crashes)
        SELECT better, y.repo, y.day, y.crashes FROM crasher_day y WHERE y.crasher = lesser
        ON CONFLICT (crasher, day) DO UPDATE SET crashes = d.crashes + excluded.crashes;
    DELETE FROM crasher_day WHERE crasher = lesser;
    DELETE FROM crasher_target WHERE crasher = lesser;
    UPDATE crasher c
       SET crashes = c.crashes + gone.crashes, first_seen = least(c.first_seen, gone.first_seen),
           first_run = least(c.first_run, gone.first_run), last_seen = greatest(c.last_seen, gone.last_seen),
           last_run = greatest(c.last_run, gone.last_run)
     WHERE c.id = better;
    UPDATE crasher c SET duplicate_of = better WHERE c.duplicate_of = lesser;
    UPDATE crasher c SET state = 'duplicate', duplicate_of = better, crashes = 0, state_at = now()
     WHERE c.id = lesser;
    INSERT INTO event (repo, kind, crasher, run, detail, dispatched_at)
        VALUES (gone.repo, 'duplicate', lesser, in_run, jsonb_build_object('crasher', better), now()),
               (gone.repo, 'merged', better, in_run, jsonb_build_object('crasher', lesser), now());
END $$;

-- Until the end of this transaction nothing is rolled up; see crasher_merge().
CREATE FUNCTION roll_pause() RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('roll', 0));
$$;

-- Makes what is missing of a crash: the crasher of its signature, with its event (true if this post
-- made it), and that the target reaches it.  The signature goes first: whoever inserts it makes the
-- crasher, all others wait here for that commit and then find it.
--
-- A stack that is new may be that of a crasher whose input is known but not how it dies, and an input
-- that dies without a stack may be known with one: then nothing is made but the signature.
CREATE FUNCTION crasher_make(wanted bigint, in_run bigint, at_target bigint, in_package bigint,
                             item jsonb, its_input bytea) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    its_digest bytea := sha256(convert_to(item ->> 'signature', 'UTF8'));
    is_weak boolean := (item ->> 'weak')::boolean;
    its_id bigint;
    known_id bigint;
    made boolean := false;
BEGIN
    IF NOT EXISTS (SELECT FROM signature s WHERE s.repo = wanted AND s.digest = its_digest) THEN
        SELECT k.id INTO known_id
          FROM crashers_of_input(in_package, at_target, its_input, item ->> 'input_name') k
         WHERE k.weak <> is_weak ORDER BY k.id LIMIT 1;
        SELECT c.id INTO known_id FROM crasher c WHERE c.id = known_id AND c.weak <> is_weak FOR NO KEY UPDATE;
        its_id := coalesce(known_id, nextval(pg_get_serial_sequence('crasher', 'id')));
        INSERT INTO signature (repo, digest, crasher, version, text)
            VALUES (wanted, its_digest, its_id, item ->> 'version', item ->> 'signature')
            ON CONFLICT DO NOTHING;
        made := FOUND;
    END IF;
    IF made AND known_id IS NOT NULL THEN
        made := false;
        IF NOT is_weak THEN
            PERFORM crasher_strengthen(known_id, in_run, item);
        END IF;
    ELSIF made THEN
        INSERT INTO crasher (id, repo, severity, severity_reason, engine, kind, title, message,
                             function, file, line, frames, stacks, trace, weak, package, target,
                             first_run, last_run)
            OVERRIDING SYSTEM VALUE
            VALUES (its_id, wanted, item ->> 'severity', item ->> 'severity_reason',
                    item ->> 'engine', item ->> 'kind', item ->> 'title', item ->> 'message',
                    item ->> 'function', item ->> 'file', (item ->> 'line')::bigint,
                    coalesce(item -> 'frames', '[]'), coalesce(item -> 'stacks', '[]'),
                    coalesce((item ->> 'trace')::bigint[], '{}'),
                    is_weak, in_package, at_target, in_run, in_run);
        INSERT INTO event (repo, kind, crasher, run) VALUES (wanted, 'new', its_id, in_run);
    END IF;
    INSERT INTO crasher_target (crasher, target, repo, package)
        SELECT coalesce(c.duplicate_of, c.id), at_target, wanted, in_package
          FROM signature s JOIN crasher c ON c.id = s.crasher
         WHERE s.repo = wanted AND s.digest = its_digest
        ON CONFLICT DO NOTHING;
    RETURN made;
END $$;

-- A crash with a stack, of a crasher that was known: the weak ones of the same input are duplicates of
-- it.  Whether there were any.
CREATE FUNCTION crasher_join(known bigint, in_run bigint, at_target bigint, in_package bigint,
                             its_input bytea, its_name text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    weak_id bigint;
    joined boolean := false;
BEGIN
    FOR weak_id IN SELECT k.id FROM crashers_of_input(in_package, at_target, its_input, its_name) k
                    WHERE k.weak AND k.id <> known ORDER BY k.id LOOP
        PERFORM crasher_merge(weak_id, known, in_run);
        joined := true;
    END LOOP;
    RETURN joined;
END $$;

-- Whether a crasher is muted, of which so many crashes were counted.
-- Put like this the planner knows that nearly no crasher is, and goes on reading lists by their index.
CREATE FUNCTION is_muted(muted_until timestamptz, muted_crashes bigint, crashes bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT NOT ((muted_until IS NULL OR muted_until <= now())
                AND (muted_crashes IS NULL OR crashes >= muted_crashes));
$$;

/*
 * Whether what is searched for is so common that the list is filled soonest by going through it in its order,
 * rather than by the index of words, which gives all that fit before the first is known.  Of a hundred crashers,
 * spread evenly over their ids, more than two fit.  The planner cannot say: under row-level security it does
 * not look at statistics for LIKE.
 */
CREATE FUNCTION search_is_common(filter jsonb, its bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    WITH wanted AS (
        SELECT array_agg(search_word(filter, n)) AS words FROM generate_series(1, 10) n WHERE search_word(filter, n) <> '%%'),
    ends AS (
        SELECT CASE WHEN its IS NULL THEN (SELECT min(k.id) FROM crasher k) ELSE (SELECT min(k.id) FROM crasher k WHERE k.repo = its) END AS low,
               CASE WHEN its IS NULL THEN (SELECT max(k.id) FROM crasher k) ELSE (SELECT max(k.id) FROM crasher k WHERE k.repo = its) END AS high)
    SELECT w.words IS NOT NULL AND (
        SELECT count(*) > 2
          FROM ends e CROSS JOIN generate_series(0, 99) n
         CROSS JOIN LATERAL (
               (SELECT k.words FROM crasher k
                 WHERE its IS NULL AND k.id >= e.low + (e.high - e.low) * n / 99 ORDER BY k.id LIMIT 1)
                UNION ALL
               (SELECT k.words FROM crasher k
                 WHERE its IS NOT NULL AND k.repo = its AND k.id >= e.low + (e.high - e.low) * n / 99 ORDER BY k.id LIMIT 1)) s
         WHERE s.words LIKE ALL (w.words))
      FROM wanted w;
$$;

/*
 * The crashers that a list shows, a page and one more of them, from the skip-th on.
 *
 * filter: repo (id); or repos, a part of their names, of all that may be read.  show: open, untriaged,
 * mine, fixed, closed, muted, all.  sort: severity, last, first, seen.  severity: the lowest, 1 critical to
 * 4 low.  search: words, each of which is found somewhere.  path, target: by name.  kind: its
 * beginning.  assignee: a name, or
 * "nobody".  new_days, seen_days: first or last seen so many days ago at most.  Whatever is NULL does not count.
 *
 * The statement is put together of what is asked, so that the planner can choose the index that finds least: of
 * the pieces below alone, what somebody wrote is in its parameters.  It runs as owner, since a policy would keep it
 * from every index of text, and asks itself what may be read; the rows are read by whoever calls it, and policies
 * ask again.
 */
CREATE FUNCTION crasher_search(filter jsonb, skip bigint) RETURNS TABLE (place bigint, id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    reads text := current_setting('nopanic.reads', true);
    is_short boolean := reads LIKE ',%';
    list bigint[] := CASE WHEN is_short THEN string_to_array(trim(BOTH ',' FROM reads), ',') END;
    wanted text := filter ->> 'show';
    in_order boolean;
    pieces text[] := ARRAY[
        'SELECT row_number() OVER (), s.id FROM (SELECT k.id FROM crasher k WHERE k.rank <= ($1 ->> ''severity'')::int',
        CASE WHEN filter ->> 'repo' IS NOT NULL THEN 'AND k.repo = ($1 ->> ''repo'')::bigint AND may_read(k.repo)'
             WHEN is_short THEN 'AND k.repo = ANY ($2)'
             ELSE 'AND may_read(k.repo)' END,
        CASE WHEN wanted IN ('open', 'untriaged', 'mine') THEN
                 'AND k.state IN (''open'', ''triaged'', ''regressed'') AND NOT is_muted(k.muted_until, k.muted_crashes, k.crashes)'
             WHEN wanted = 'fixed' THEN 'AND k.state = ''fixed'''
             WHEN wanted = 'closed' THEN 'AND k.state IN (''wontfix'', ''duplicate'')'
             WHEN wanted = 'muted' THEN
                 'AND (k.muted_until IS NOT NULL OR k.muted_crashes IS NOT NULL) AND is_muted(k.muted_until, k.muted_crashes, k.crashes)' END,
        CASE wanted WHEN 'untriaged' THEN 'AND k.state <> ''triaged''' WHEN 'mine' THEN 'AND k.assignee = me()' END,
        (SELECT string_agg('AND k.words LIKE search_word($1, ' || n || ')', ' ')
           FROM generate_series(1, 10) n WHERE search_word(filter, n) <> '%%'),
        CASE WHEN filter ->> 'repos' IS NOT NULL THEN
            'AND k.repo IN (SELECT r.id FROM repo r WHERE r.removed_at IS NULL'
            ' AND position(lower($1 ->> ''repos'') IN r.folded) > 0)' END,
        CASE WHEN filter ->> 'path' IS NOT NULL THEN
            'AND EXISTS (SELECT FROM crasher_target x JOIN package p ON p.id = x.package'
            ' WHERE x.crasher = k.id AND p.path = $1 ->> ''path'')' END,
        CASE WHEN filter ->> 'target' IS NOT NULL THEN
            'AND EXISTS (SELECT FROM crasher_target x JOIN target t ON t.id = x.target'
            ' WHERE x.crasher = k.id AND t.name = $1 ->> ''target'')' END,
        CASE WHEN filter ->> 'kind' IS NOT NULL THEN 'AND starts_with(lower(k.kind), lower($1 ->> ''kind''))' END,
        CASE WHEN filter ->> 'assignee' = 'nobody' THEN 'AND k.assignee IS NULL'
             WHEN filter ->> 'assignee' IS NOT NULL THEN
            'AND k.assignee = (SELECT a.id FROM account a WHERE lower(a.name) = lower($1 ->> ''assignee''))' END,
        CASE WHEN filter ->> 'new_days' IS NOT NULL THEN
            'AND k.first_seen > now() - make_interval(days => ($1 ->> ''new_days'')::int)' END,
        CASE WHEN filter ->> 'seen_days' IS NOT NULL THEN
            'AND k.last_day >= day_of(now()) - ($1 ->> ''seen_days'')::int'
            ' AND k.last_seen > now() - make_interval(days => ($1 ->> ''seen_days'')::int)' END,
        CASE filter ->> 'sort' WHEN 'last' THEN 'ORDER BY k.last_day DESC, k.last_seen DESC, k.id DESC'
                               WHEN 'first' THEN 'ORDER BY k.id DESC'
                               WHEN 'seen' THEN 'ORDER BY k.often DESC, k.crashes DESC, k.id DESC'
                               ELSE 'ORDER BY k.rank, k.id DESC' END,
        'LIMIT coalesce(($1 ->> ''most'')::int, 51) OFFSET $3) s'];
BEGIN
    in_order := filter ->> 'search' IS NOT NULL AND search_is_common(filter, (filter ->> 'repo')::bigint);
    IF in_order THEN
        PERFORM set_config('enable_sort', 'off', true);
    END IF;
    RETURN QUERY EXECUTE array_to_string(pieces, ' ') USING filter, list, skip;
    IF in_order THEN
        PERFORM set_config('enable_sort', 'on', true);
    END IF;
END $$;

-- What can be done with a crasher, in which state, and which state follows; nothing else is possible.
-- by_hand: people do it on the page; the others follow from what is posted.
CREATE FUNCTION crasher_steps() RETURNS TABLE (deed text, was text, becomes text, by_hand boolean)
LANGUAGE sql IMMUTABLE AS $$
    VALUES ('triage',  'open',      'triaged',   true),
           ('triage',  'regressed', 'triaged',   true),
           ('fix',     'open',      'fixed',     true),
           ('fix',     'triaged',   'fixed',     true),
           ('fix',     'regressed', 'fixed',     true),
           ('wontfix', 'open',      'wontfix',   true),
           ('wontfix', 'triaged',   'wontfix',   true),
           ('wontfix', 'regressed', 'wontfix',   true),
           ('reopen',  'triaged',   'open',      true),
           ('reopen',  'fixed',     'open',      true),
           ('reopen',  'wontfix',   'open',      true),
           ('pass',    'open',      'fixed',     false),
           ('pass',    'triaged',   'fixed',     false),
           ('pass',    'regressed', 'fixed',     false),
           ('pass',    'fixed',     'fixed',     false),
           ('crash',   'fixed',     'regressed', false);
$$;

-- What people can do in a state, as its page asks for it: "triage fix wontfix".
CREATE FUNCTION steps_by_hand(state text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(string_agg(s.deed, ' '), '') FROM crasher_steps() s WHERE s.was = state AND s.by_hand;
$$;
ALTER TABLE crasher ADD COLUMN steps text NOT NULL GENERATED ALWAYS AS (steps_by_hand(state)) STORED;

-- Takes a step, with its line in the history; the state that follows, or NULL: there is no such step from
-- the state now.  Of several at once the first is taken, the others meet its state.  its_commit is that of
-- a fix, in_run the run whose input passed or crashed.
CREATE FUNCTION crasher_step(wanted bigint, its_deed text, its_commit text, in_run bigint, reason text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    its crasher;
    follows text;
    what text;
BEGIN
    SELECT * INTO its FROM crasher c WHERE c.id = wanted FOR NO KEY UPDATE;
    SELECT s.becomes INTO follows FROM crasher_steps() s WHERE s.deed = its_deed AND s.was = its.state;
    IF follows IS NULL OR its_deed = 'pass' AND its.fix_confirmed_at IS NOT NULL THEN
        RETURN NULL;
    END IF;
    UPDATE crasher c
       SET state = follows,
           state_at = CASE WHEN follows = its.state THEN its.state_at ELSE now() END,
           fixed_commit = CASE WHEN follows = its.state OR follows = 'regressed' THEN its.fixed_commit
                               WHEN follows = 'fixed' THEN its_commit END,
           fix_confirmed_at = CASE WHEN its_deed = 'pass' THEN now() END,
           muted_until = CASE WHEN follows IN ('open', 'triaged') THEN its.muted_until END,
           muted_crashes = CASE WHEN follows IN ('open', 'triaged') THEN its.muted_crashes END
     WHERE c.id = wanted;
    what := CASE WHEN its_deed = 'crash' THEN 'regressed'
                 WHEN follows = its.state THEN 'confirmed'
                 WHEN follows = 'fixed' THEN 'fixed'
                 ELSE 'state' END;
    INSERT INTO event (repo, kind, crasher, run, account, detail, dispatched_at)
        VALUES (its.repo, what, wanted, in_run, me(),
                jsonb_strip_nulls(jsonb_build_object('from', its.state, 'to', follows, 'commit', its_commit,
                                                     'reason', reason)),
                CASE WHEN what = 'state' THEN now() END);
    RETURN follows;
END $$;

/*
 * Whether a crash in a run means that a crasher, which is fixed, is back.  It does, unless its commit is
 * known to be older than the fix.  What the hub knows of the order of commits is what it saw of them:
 *
 *   the commit of the fix itself is not older, whenever its run began;
 *   a run that began before the crasher was said to be fixed is of an older commit;
 *   where the fix was seen on the branch of the run, a commit that was seen there before it is older;
 *   elsewhere a commit that was seen before the crasher was said to be fixed is older.
 *
 * What the mirror of the repository says of their order (commit_order) comes before all of that but the
 * first.  A fix may be named by the beginning of its commit.
 */
CREATE FUNCTION is_regression(wanted bigint, in_run bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    its crasher;
    at run;
    known commit_order;
    fix_at timestamptz; -- when the fix was first seen on the branch
BEGIN
    SELECT * INTO its FROM crasher c WHERE c.id = wanted AND c.state = 'fixed';
    SELECT * INTO at FROM run r WHERE r.id = in_run;
    IF its.id IS NULL OR at.id IS NULL THEN
        RETURN false;
    ELSIF starts_with(at.commit_id, its.fixed_commit) THEN
        RETURN true;
    END IF;
    SELECT * INTO known FROM commit_order o
     WHERE o.crasher = wanted AND o.commit_id = at.commit_id AND o.fix = its.fixed_commit;
    IF known.crasher IS NOT NULL THEN
        RETURN coalesce(known.descends, false);
    ELSIF at.started_at <= its.state_at THEN
        RETURN false;
    END IF;
    SELECT min(r.started_at) INTO fix_at FROM run r
     WHERE r.repo = its.repo AND r.branch IS NOT DISTINCT FROM at.branch
       AND r.commit_id COLLATE "C" >= its.fixed_commit AND r.commit_id COLLATE "C" < its.fixed_commit || 'g';
    RETURN NOT EXISTS (SELECT FROM run r
                        WHERE r.repo = its.repo AND r.commit_id COLLATE "C" = at.commit_id
                          AND r.started_at < coalesce(fix_at, its.state_at)
                          AND (fix_at IS NULL OR r.branch IS NOT DISTINCT FROM at.branch));
END $$;

-- A crash in a run of a crasher that is fixed: the state that follows, NULL if it stays.  Where the repository
-- has a mirror, that is asked first for the order of the commits: see order_settle().
CREATE FUNCTION crasher_back(wanted bigint, in_run bigint) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    IF NOT is_regression(wanted, in_run) THEN
        RETURN NULL;
    END IF;
    INSERT INTO commit_order (repo, crasher, commit_id, fix, run)
        SELECT c.repo, c.id, r.commit_id, c.fixed_commit, r.id
          FROM crasher c
          JOIN run r ON r.id = in_run
          JOIN mirror m ON m.repo = c.repo AND m.fetched_at IS NOT NULL AND m.error IS NULL
         WHERE c.id = wanted AND r.commit_id IS NOT NULL AND NOT starts_with(r.commit_id, c.fixed_commit)
        ON CONFLICT DO NOTHING;
    IF FOUND THEN
        PERFORM pg_notify('mirror', '');
        RETURN NULL;
    END IF;
    RETURN crasher_step(wanted, 'crash', NULL, in_run, NULL);
END $$;

/*
 * The mirror has answered whether a commit descends from a fix, NULL: it does not know them both.  That is
 * asked again for ten minutes, since a commit may be pushed after its crash; then the crash counts as it
 * would without a mirror.
 */
CREATE FUNCTION order_settle(wanted bigint, its_commit text, its_fix text, answer boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o commit_order;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('ingest', c.repo)) FROM crasher c WHERE c.id = wanted;
    UPDATE commit_order x
       SET descends = coalesce(answer, CASE WHEN x.asked_at < now() - interval '10 minutes' THEN true END),
           due_at = now() + interval '1 minute'
     WHERE x.crasher = wanted AND x.commit_id = its_commit AND x.fix = its_fix AND x.descends IS NULL
    RETURNING * INTO o;
    IF o.descends AND EXISTS (SELECT FROM crasher c WHERE c.id = wanted AND c.state = 'fixed' AND c.fixed_commit = its_fix) THEN
        PERFORM crasher_step(wanted, 'crash', NULL, o.run, NULL), repo_refresh(o.repo);
    END IF;
END $$;

-- Inputs were run again and passed, one of known bytes or those of these names.  At the commit of their
-- crashes, or where nobody told it, the crashers that were seen by them do not reproduce.  At a commit that
-- came to the same branch after all their crashes, they are fixed by it; one that never reproduced says
-- nothing by passing.  Whether the state of any changed.
CREATE FUNCTION inputs_passed(in_run bigint, in_package bigint, at_target bigint, its_input bytea,
                              names text[]) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    its_run run;
    seen record;
    changed boolean := false;
BEGIN
    SELECT * INTO its_run FROM run r WHERE r.id = in_run;
    FOR seen IN
        SELECT c.crasher AS id, k.repo, bool_or(coalesce(r.commit_id = its_run.commit_id, true)) AS same_code,
               bool_and(r.started_at < its_run.started_at AND r.branch IS NOT DISTINCT FROM its_run.branch) AS is_after
          FROM (SELECT x.crasher FROM crasher_target x
                 WHERE x.package = in_package AND x.target = at_target
                 ORDER BY x.crasher DESC LIMIT 500) n
          JOIN crasher k ON k.id = n.crasher AND k.state <> 'duplicate' AND k.reproduces IS DISTINCT FROM false
          JOIN crash c ON c.crasher = n.crasher AND c.kept AND c.target = at_target
          JOIN run r ON r.id = c.run
         WHERE c.input = its_input OR base_name(c.input_name) = ANY (names)
         GROUP BY c.crasher, k.repo ORDER BY c.crasher
    LOOP
        IF seen.same_code THEN
            UPDATE crasher k SET reproduces = false WHERE k.id = seen.id;
            INSERT INTO event (repo, kind, crasher, run, dispatched_at)
                VALUES (seen.repo, 'unreproduced', seen.id, in_run, now());
        ELSIF seen.is_after AND NOT EXISTS (
                  SELECT FROM crash c JOIN run r ON r.id = c.run
                   WHERE c.crasher = seen.id AND c.kept
                     AND (r.commit_id = its_run.commit_id OR r.started_at >= its_run.started_at)) THEN
            changed := crasher_step(seen.id, 'pass', its_run.commit_id, in_run, NULL) IS NOT NULL OR changed;
        END IF;
    END LOOP;
    RETURN changed;
END $$;

-- Writes when a token was used, to be called once a minute, and only for whoever need not wait for it.
CREATE FUNCTION token_used(wanted bigint, its_address text) RETURNS void LANGUAGE sql AS $$
    UPDATE token t SET used_at = now(), used_address = its_address
     WHERE t.id = (SELECT u.id FROM token u WHERE u.id = wanted FOR UPDATE SKIP LOCKED);
$$;

-- The token of a machine, checked for this moment, and the repository that it posts to; a token for
-- every repository, or for a pattern that fits, makes it at its first post.  A repository that is not in the token is refused in
-- the same words whether it exists or not.  rules is the version of its rules, 0 if it has none.
CREATE FUNCTION ingest_enter(its_jti text, its_address text, wanted text, OUT token bigint,
                             OUT repo bigint, OUT rules bigint) LANGUAGE plpgsql AS $$
DECLARE
    found_token record;
BEGIN
    SELECT t.id, t.scope, t.every_repo, t.account, r.id AS repo, r.rules_version, r.is_full,
           x.repo IS NOT NULL OR coalesce(lower(wanted) LIKE t.fits, false) AS is_listed,
           coalesce(t.used_at < now() - interval '1 minute', true) AS was_idle INTO found_token
      FROM token t
      LEFT JOIN account a ON a.id = t.account
      LEFT JOIN repo r ON r.folded = lower(wanted) AND r.removed_at IS NULL
      LEFT JOIN token_repo x ON x.token = t.id AND x.repo = r.id
     WHERE t.jti = its_jti AND t.revoked_at IS NULL AND t.expires_at > now() AND a.disabled_at IS NULL;
    IF NOT FOUND THEN
        PERFORM refuse(401, 'the token was revoked or has expired');
    ELSIF found_token.scope <> 'ingest' THEN
        PERFORM refuse(403, 'the token may read, not push');
    ELSIF NOT (found_token.every_repo OR found_token.is_listed) THEN
        PERFORM refuse(403, 'this token may not push to this repository');
    ELSIF found_token.is_full THEN
        PERFORM refuse(507, 'this repository holds as much as it may; whoever runs the hub can let it hold more');
    END IF;
    token := found_token.id;
    repo := found_token.repo;
    rules := coalesce(found_token.rules_version, 0);
    IF found_token.was_idle THEN
        PERFORM token_used(token, its_address);
    END IF;
    IF repo IS NULL THEN
        INSERT INTO repo (name) VALUES (wanted)
            ON CONFLICT (folded) WHERE removed_at IS NULL DO NOTHING;
        INSERT INTO audit (account, who, action, object, address)
            VALUES (found_token.account, 'token ' || token, 'repo.add', wanted, its_address);
        SELECT r.id INTO repo FROM repo r
         WHERE r.folded = lower(wanted) AND r.removed_at IS NULL;
    END IF;
END $$;

-- What a post that had to wait was let in for may have ended meanwhile: then it ends, too, and nothing of
-- it is stored.  One that did not wait was asked a moment ago.
CREATE FUNCTION ingest_still(its_jti text, its_address text, its_name text, its_repo bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF clock_timestamp() > statement_timestamp() + interval '100 milliseconds'
       AND (ingest_enter(its_jti, its_address, its_name)).repo <> its_repo THEN
        PERFORM refuse(404, 'the repository was removed meanwhile');
    END IF;
END $$;

-- A repetition that overtakes the first one waits for it.
CREATE FUNCTION post_lock(its_jti text, its_key bytea) RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtextextended(its_jti || '/p' || encode(its_key, 'base64'), 0));
$$;

CREATE TYPE ingest_row AS (
    known boolean,          -- the whole post was there already
    repo bigint,
    run bigint,
    ordinal int,            -- of the result in the post, from 1
    crasher bigint,         -- NULL: the result has none
    is_new boolean,
    crasher_state text,
    title text,
    signature text
);

-- What a known log had already brought, for the answer to a repetition.
CREATE FUNCTION ingest_repeat(known_log bigint, in_run bigint, its_repo bigint, its_ordinal int)
RETURNS SETOF ingest_row LANGUAGE sql AS $$
    SELECT true, its_repo, in_run, its_ordinal, c.id, false, c.state, c.title,
           (SELECT s.text FROM signature s WHERE s.crasher = c.id ORDER BY s.created_at LIMIT 1)
      FROM (SELECT DISTINCT coalesce(k.duplicate_of, k.id) AS id
              FROM crash x JOIN crasher k ON k.id = x.crasher WHERE x.run = in_run AND x.log = known_log) d
      RIGHT JOIN (VALUES (1)) once (n) ON true
      LEFT JOIN crasher c ON c.id = d.id
     ORDER BY c.id;
$$;

-- The figures of a result in the order of pending's columns; NULL where the log told none.
CREATE FUNCTION stats_of(item jsonb) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY[item -> 'stats' -> 'executions', item -> 'stats' -> 'executions_per_second',
                 item -> 'stats' -> 'new_interesting', item -> 'stats' -> 'corpus',
                 item -> 'stats' -> 'coverage', item -> 'stats' -> 'elapsed_ms',
                 item -> 'stats' -> 'peak_rss_mb']::bigint[];
$$;

-- The result of a target in a run, made if this is its first log; a worse state takes the place of a
-- better one.
CREATE FUNCTION result_take(its_repo bigint, in_run bigint, its_package bigint, its_target bigint,
                            its_state text, its_reason text, its_failure text, stats bigint[],
                            OUT id bigint, OUT made boolean, OUT worse boolean)
LANGUAGE plpgsql AS $$
DECLARE
    known_state text;
BEGIN
    made := false;
    worse := false;
    LOOP
        SELECT r.id, r.state INTO id, known_state FROM result r WHERE r.run = in_run AND r.target = its_target;
        EXIT WHEN FOUND;
        INSERT INTO result (repo, run, package, target, state, reason, failure, executions,
                            executions_per_second, new_interesting, corpus, coverage, elapsed_ms, peak_rss_mb)
            VALUES (its_repo, in_run, its_package, its_target, its_state, its_reason, its_failure, stats[1],
                    stats[2], stats[3], stats[4], stats[5], stats[6], stats[7])
            ON CONFLICT DO NOTHING;
        made := FOUND;
    END LOOP;
    IF known_state <> its_state THEN
        UPDATE result r SET state = its_state, reason = its_reason, failure = its_failure
         WHERE r.id = result_take.id AND state_rank(r.state) < state_rank(its_state);
        worse := FOUND;
    END IF;
END $$;

-- Several things that a post makes anew in a repository, targets and signatures, it makes alone: two
-- posts that make the same ones in another order would wait for each other.  A post that makes nothing
-- takes no lock.
CREATE FUNCTION ingest_alone(wanted bigint, doc jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM jsonb_array_elements(doc -> 'results') r
      WHERE NOT EXISTS (SELECT FROM package p JOIN target t ON t.package = p.id
                         WHERE p.repo = wanted AND p.path = r ->> 'package' AND t.name = r ->> 'target')
         OR EXISTS (SELECT FROM jsonb_array_elements(r -> 'crashes') c
                     WHERE NOT EXISTS (SELECT FROM signature s
                                        WHERE s.repo = wanted AND
                                              s.digest = sha256(convert_to(c ->> 'signature', 'UTF8'))));
    IF FOUND THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('ingest', wanted));
    END IF;
END $$;

-- Whether a post may say something new of crashers that are known: it has the stack of a crash at a
-- target with a weak one, or it ran inputs again, or what was fixed is back.  If so it works alone, and
-- nothing is rolled up meanwhile.
CREATE FUNCTION ingest_joins(wanted bigint, in_run bigint, doc jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    joins boolean;
BEGIN
    WITH said AS (
        SELECT r ->> 'package' AS path, r ->> 'target' AS name,
               bool_or(r ? 'rerun_of' OR r -> 'passed' <> '[]') AS again,
               bool_or(c ->> 'weak' = 'false') AS strong, bool_or(c ->> 'weak' = 'true') AS weak
          FROM jsonb_array_elements(doc -> 'results') r LEFT JOIN jsonb_array_elements(r -> 'crashes') c ON true
         GROUP BY 1, 2)
    SELECT EXISTS (SELECT FROM said WHERE strong AND weak) OR EXISTS (
               SELECT FROM said s
                 JOIN package p ON p.repo = wanted AND p.path = s.path
                 JOIN target t ON t.package = p.id AND t.name = s.name
                WHERE s.again AND EXISTS (SELECT FROM crasher_target x WHERE x.package = p.id AND x.target = t.id)
                   OR s.strong AND EXISTS (SELECT FROM crasher w
                                            WHERE w.target = t.id AND w.weak AND w.state <> 'duplicate'))
        OR EXISTS (SELECT FROM jsonb_array_elements(doc -> 'results') r
                     JOIN jsonb_array_elements(r -> 'crashes') x ON true
                     JOIN signature s ON s.repo = wanted AND s.digest = sha256(convert_to(x ->> 'signature', 'UTF8'))
                     JOIN crasher c ON c.id = s.crasher
                     JOIN crasher k ON k.id = coalesce(c.duplicate_of, c.id) AND k.state = 'fixed'
                    WHERE is_regression(k.id, in_run))
      INTO joins;
    IF joins THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('ingest', wanted)), roll_pause();
    END IF;
    RETURN joins;
END $$;

/*
 * Stores a post that needs nothing made but its rows: one log of a target that is known, with no crash
 * or with one of a known bug.  Nearly every post is like that, so every statement is a look-up or an
 * insert that is planned once for each connection.  No row: the post is of another kind, was there
 * already, or is to be refused; nothing is stored, and ingest_store() has the answer.
 *
 * its_rules is the version of the rules by which the log was read.
 * stats as stats_of() gives them; its_blob and its_input are the SHA-256 of log and content, its_input
 * is NULL without an input, its_signature without a crash.
 */
CREATE FUNCTION ingest_known(
    its_jti text, its_address text, its_name text, its_key bytea, its_body bytea,
    its_run text, its_commit text, its_branch text, its_origin text, its_link text,
    its_package text, its_target text, its_state text, its_reason text, its_failure text,
    stats bigint[], its_digest bytea, its_size bigint, its_blob bytea, log bytea,
    its_signature text, its_input bytea, content bytea, its_input_name text, its_rules bigint)
RETURNS SETOF ingest_row LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    door record := ingest_enter(its_jti, its_address, its_name);
    its_repo bigint := door.repo;
    at record;
    in_run record;
    its_result record;
    in_log bigint;
    stored int;
    answer ingest_row;
BEGIN
    IF door.rules <> its_rules THEN
        RETURN;
    END IF;
    IF its_key IS NOT NULL THEN
        PERFORM post_lock(its_jti, its_key);
    END IF;
    SELECT p.id AS package, t.id AS target, k.id AS crasher, k.state, k.title, s.digest INTO at
      FROM package p
      JOIN target t ON t.package = p.id AND t.name = its_target
      LEFT JOIN signature s ON s.repo = its_repo AND s.digest = sha256(convert_to(its_signature, 'UTF8'))
      LEFT JOIN crasher c ON c.id = s.crasher
      LEFT JOIN crasher k ON k.id = coalesce(c.duplicate_of, c.id)
      LEFT JOIN crasher_target x ON x.crasher = k.id AND x.target = t.id
     WHERE p.repo = its_repo AND p.path = its_package
       AND (its_signature IS NULL OR x.crasher IS NOT NULL)
       AND k.state IS DISTINCT FROM 'fixed' -- it may be back
       -- The stack of an input that has died without one says more than rows.
       AND NOT EXISTS (SELECT FROM crasher w JOIN crash o ON o.crasher = w.id AND o.kept
                        WHERE w.target = t.id AND w.weak AND w.state <> 'duplicate' AND NOT k.weak
                          AND is_same_input(o.input, o.input_name, its_input, its_input_name))
       AND NOT EXISTS (SELECT FROM post o WHERE o.token = door.token AND o.key = its_key);
    IF NOT FOUND THEN
        RETURN;
    END IF;

    in_run := run_take(its_repo, door.token, its_run, its_commit, its_branch, its_origin, its_link);
    its_result := result_take(its_repo, in_run.id, at.package, at.target, its_state, its_reason, its_failure, stats);
    IF in_run.made OR its_result.made OR its_result.worse THEN
        PERFORM run_count(in_run.id), repo_ran(its_repo);
    END IF;
    INSERT INTO log AS l (repo, run, result, target, digest, state, blob, size)
        VALUES (its_repo, in_run.id, its_result.id, at.target, its_digest, its_state, its_blob, its_size)
        ON CONFLICT (result, digest) DO NOTHING RETURNING l.id INTO in_log;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    INSERT INTO pending (repo, package, run, result, crashes, failed, executions, executions_per_second,
                         new_interesting, corpus, coverage, elapsed_ms, peak_rss_mb)
        VALUES (its_repo, at.package, in_run.id, CASE WHEN NOT its_result.made THEN its_result.id END,
                num_nonnulls(at.crasher), its_failure IS NOT NULL, stats[1], stats[2], stats[3], stats[4],
                stats[5], stats[6], stats[7]);
    IF at.crasher IS NOT NULL THEN
        INSERT INTO crash (repo, crasher, run, target, log, signature, input, input_name)
            VALUES (its_repo, at.crasher, in_run.id, at.target, in_log, at.digest, its_input, its_input_name);
        INSERT INTO pending (repo, package, run, crasher) VALUES (its_repo, at.package, in_run.id, at.crasher);
    END IF;
    INSERT INTO blob (repo, sha256, bytes)
        SELECT its_repo, given.digest, given.bytes
          FROM (VALUES (its_blob, log), (its_input, content)) given (digest, bytes)
         WHERE given.digest IS NOT NULL
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS stored = ROW_COUNT;
    IF stored < num_nonnulls(its_blob, its_input) THEN
        PERFORM blobs_refresh(its_repo, array_remove(ARRAY[log, content], NULL));
    END IF;
    answer := ROW(false, its_repo, in_run.id, 1, at.crasher, CASE WHEN at.crasher IS NOT NULL THEN false END,
                  at.state, at.title, its_signature);
    IF its_key IS NOT NULL THEN
        INSERT INTO post (token, key, body, repo, answer)
            VALUES (door.token, its_key, its_body, its_repo, to_jsonb(ARRAY[answer]));
    END IF;
    PERFORM ingest_still(its_jti, its_address, its_name, its_repo);
    RETURN NEXT answer;
END $$;

/*
 * Stores a whole post, or nothing of it.
 *
 * doc: {repo, rules, commit?, branch?, run?, origin?, link?, key?, body,
 *        results: [{package, target, engine, state, reason?, failure?, digest, log, size, stats?,
 *                   crashes: [{signature, version, weak, severity, severity_reason, engine, kind,
 *                              title, message, function?, file?, line?, frames?, stacks?, trace?,
 *                              place, input?, input_name?}],
 *                   rerun_of?, passed: [name]}],
 *        source?: [{path, blob}]}
 * where digest, key, body and rerun_of are SHA-256 in hex, log, input and blob are places in blobs, from 1.
 * rules is the version of the rules by which the logs were read; if that is not the one in force,
 * nothing is stored and one row says so: ordinal 0, run the version, crasher the depth, signature the rules.
 * place is which of the crashes in its log one is; rerun_of is the input that was run again, passed are
 * the names of those that did not crash.
 */
CREATE FUNCTION ingest_store(its_jti text, its_address text, doc jsonb, blobs bytea[])
RETURNS SETOF ingest_row LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    door record := ingest_enter(its_jti, its_address, doc ->> 'repo');
    by_token bigint := door.token;
    its_repo bigint := door.repo;
    its_key bytea := decode(doc ->> 'key', 'hex');
    earlier post;
    rows ingest_row[] := '{}';
    a_row ingest_row;
    in_run record;
    results jsonb := doc -> 'results';
    item jsonb;
    at record;
    its_result record;
    stats bigint[];
    in_log bigint;
    content bytea;
    crashes jsonb;
    crash_item jsonb;
    known record;
    made boolean;             -- the crasher, by this post
    kept bytea[] := '{}';
    its_input bytea;          -- of the crash, as far as anybody told
    joins boolean;            -- whether known crashers may change
    stored int;
    changed boolean := false; -- whether the index may say something else of the repository
    news boolean := false;    -- whether anything was stored
BEGIN
    IF door.rules <> (doc ->> 'rules')::bigint THEN
        RETURN QUERY SELECT false, r.id, r.rules_version, 0, r.signature_depth::bigint, false, NULL, NULL,
                            r.frame_rules
                       FROM repo r WHERE r.id = its_repo;
        RETURN;
    END IF;
    IF its_key IS NOT NULL THEN
        PERFORM post_lock(its_jti, its_key), ingest_still(its_jti, its_address, doc ->> 'repo', its_repo);
        SELECT * INTO earlier FROM post p WHERE p.token = by_token AND p.key = its_key;
        IF earlier.body <> decode(doc ->> 'body', 'hex') THEN
            PERFORM refuse(409, 'this Idempotency-Key came with another body before');
        ELSIF FOUND THEN
            RETURN QUERY SELECT true, e.repo, e.run, e.ordinal, e.crasher, e.is_new,
                                e.crasher_state, e.title, e.signature
                           FROM jsonb_populate_recordset(NULL::ingest_row, earlier.answer) e
                          ORDER BY e.ordinal;
            RETURN;
        END IF;
    END IF;

    in_run := run_take(its_repo, by_token, doc ->> 'run', doc ->> 'commit', doc ->> 'branch',
                       coalesce(doc ->> 'origin', 'CI'), doc ->> 'link');
    changed := in_run.made;
    IF jsonb_array_length(results) > 1 OR jsonb_array_length(results -> 0 -> 'crashes') > 1 THEN
        PERFORM ingest_alone(its_repo, doc);
    END IF;
    joins := ingest_joins(its_repo, in_run.id, doc);
    FOR nth IN 1..jsonb_array_length(results) LOOP
        item := results -> nth - 1;
        stats := stats_of(item);
        at := ingest_target(its_repo, item);
        its_result := result_take(its_repo, in_run.id, at.package, at.id, item ->> 'state', item ->> 'reason',
                                  item ->> 'failure', stats);
        changed := changed OR its_result.made OR its_result.worse;

        content := blobs[(item ->> 'log')::int];
        INSERT INTO log AS l (repo, run, result, target, digest, state, blob, size)
            VALUES (its_repo, in_run.id, its_result.id, at.id, decode(item ->> 'digest', 'hex'),
                    item ->> 'state', sha256(content), (item ->> 'size')::bigint)
            ON CONFLICT (result, digest) DO NOTHING RETURNING l.id INTO in_log;
        IF NOT FOUND THEN
            SELECT l.id INTO in_log FROM log l
             WHERE l.result = its_result.id AND l.digest = decode(item ->> 'digest', 'hex');
            rows := rows || ARRAY(SELECT x FROM ingest_repeat(in_log, in_run.id, its_repo, nth) x);
            CONTINUE;
        END IF;
        news := true;
        kept := kept || content;
        crashes := coalesce(item -> 'crashes', '[]');
        -- For its result, unless this log made that, and for the bars of the day.
        INSERT INTO pending (repo, package, run, result, crashes, failed, executions,
                             executions_per_second, new_interesting, corpus, coverage, elapsed_ms,
                             peak_rss_mb)
            VALUES (its_repo, at.package, in_run.id, CASE WHEN NOT its_result.made THEN its_result.id END,
                    jsonb_array_length(crashes), item ->> 'failure' IS NOT NULL, stats[1], stats[2],
                    stats[3], stats[4], stats[5], stats[6], stats[7]);

        FOR i IN 1..jsonb_array_length(crashes) LOOP
            crash_item := crashes -> i - 1;
            made := false;
            content := blobs[(crash_item ->> 'input')::int];
            its_input := coalesce(sha256(content), decode(item ->> 'rerun_of', 'hex'));
            -- Of a duplicate the one it is a duplicate of.  A known crasher costs this look-up:
            -- nothing of it is locked or updated.
            LOOP
                SELECT k.id, k.state, k.title INTO known
                  FROM signature s
                  JOIN crasher c ON c.id = s.crasher
                  JOIN crasher k ON k.id = coalesce(c.duplicate_of, c.id)
                  JOIN crasher_target x ON x.crasher = k.id AND x.target = at.id
                 WHERE s.repo = its_repo
                   AND s.digest = sha256(convert_to(crash_item ->> 'signature', 'UTF8'));
                EXIT WHEN FOUND;
                made := crasher_make(its_repo, in_run.id, at.id, at.package, crash_item, its_input);
                changed := true;
            END LOOP;
            IF joins AND NOT (crash_item ->> 'weak')::boolean THEN
                changed := crasher_join(known.id, in_run.id, at.id, at.package, its_input,
                                        crash_item ->> 'input_name') OR changed;
            END IF;
            IF joins AND known.state = 'fixed' THEN
                known.state := coalesce(crasher_back(known.id, in_run.id), known.state);
                changed := true;
            END IF;
            IF item ? 'rerun_of' THEN
                UPDATE crasher c SET reproduces = true
                 WHERE c.id = known.id AND c.reproduces IS DISTINCT FROM true;
            END IF;
            IF content IS NOT NULL THEN
                kept := kept || content;
            ELSIF NOT EXISTS (SELECT FROM blob b WHERE b.repo = its_repo AND b.sha256 = its_input) THEN
                its_input := NULL;
            END IF;
            INSERT INTO crash (repo, crasher, run, target, log, place, signature, input, input_name)
                VALUES (its_repo, known.id, in_run.id, at.id, in_log, (crash_item ->> 'place')::int,
                        sha256(convert_to(crash_item ->> 'signature', 'UTF8')), its_input,
                        crash_item ->> 'input_name');
            INSERT INTO pending (repo, package, run, crasher)
                VALUES (its_repo, at.package, in_run.id, known.id);
            rows := rows || ROW(false, its_repo, in_run.id, nth, known.id, made, known.state,
                                known.title, crash_item ->> 'signature')::ingest_row;
        END LOOP;
        IF joins THEN
            changed := inputs_passed(in_run.id, at.package, at.id,
                                     CASE WHEN item ->> 'state' = 'ok' THEN decode(item ->> 'rerun_of', 'hex') END,
                                     ARRAY(SELECT jsonb_array_elements_text(item -> 'passed'))) OR changed;
        END IF;
        IF crashes = '[]' THEN
            rows := rows || ROW(false, its_repo, in_run.id, nth,
                                NULL, NULL, NULL, NULL, NULL)::ingest_row;
        END IF;
    END LOOP;
    kept := kept || ARRAY(SELECT blobs[(s ->> 'blob')::int] FROM jsonb_array_elements(doc -> 'source') s);
    -- All posts write in one order, so that no two wait for each other crosswise.
    INSERT INTO blob (repo, sha256, bytes)
        SELECT its_repo, given.digest, given.bytes
          FROM (SELECT DISTINCT ON (sha256(bytes)) sha256(bytes) AS digest, bytes
                  FROM unnest(kept) bytes ORDER BY sha256(bytes)) given
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS stored = ROW_COUNT;
    IF stored < cardinality(kept) THEN
        PERFORM blobs_refresh(its_repo, kept);
    END IF;
    IF doc ? 'source' THEN
        PERFORM code_keep(its_repo, doc ->> 'commit', doc -> 'source', blobs);
    END IF;
    IF changed THEN
        PERFORM run_count(in_run.id), repo_refresh(its_repo);
    END IF;
    IF its_key IS NOT NULL THEN
        INSERT INTO post (token, key, body, repo, answer)
            VALUES (by_token, its_key, decode(doc ->> 'body', 'hex'), its_repo, to_jsonb(rows));
    END IF;
    PERFORM ingest_still(its_jti, its_address, doc ->> 'repo', its_repo);
    FOREACH a_row IN ARRAY rows LOOP
        a_row.known := NOT news;
        RETURN NEXT a_row;
    END LOOP;
END $$;

-- Of two crashers that are one the one that stays: nobody's open bug disappears in a closed one, nor a
-- ticket; else the older.
CREATE FUNCTION crasher_better(one bigint, other bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT c.id FROM crasher c LEFT JOIN ticket t ON t.crasher = c.id
     WHERE c.id IN (one, other)
     ORDER BY c.state IN ('open', 'triaged', 'regressed') DESC, t.id IS NOT NULL DESC, c.id LIMIT 1;
$$;

-- Gives crashes of one crasher to another, with what they count for.
CREATE FUNCTION crashes_move(its_crasher bigint, other bigint, ids bigint[], its_signature bytea)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO crasher_target (crasher, target, repo, package)
        SELECT DISTINCT other, t.id, t.repo, t.package
          FROM crash c JOIN target t ON t.id = c.target WHERE c.crasher = its_crasher AND c.id = ANY (ids)
        ON CONFLICT DO NOTHING;
    UPDATE crasher_day d SET crashes = d.crashes - w.n
      FROM (SELECT (c.at AT TIME ZONE 'UTC')::date AS day, count(*) AS n FROM crash c
             WHERE c.crasher = its_crasher AND c.id = ANY (ids) GROUP BY 1) w
     WHERE d.crasher = its_crasher AND d.day = w.day;
    INSERT INTO crasher_day AS d (crasher, repo, day, crashes)
        SELECT other, c.repo, (c.at AT TIME ZONE 'UTC')::date, count(*) FROM crash c
         WHERE c.crasher = its_crasher AND c.id = ANY (ids) GROUP BY 1, 2, 3
        ON CONFLICT (crasher, day) DO UPDATE SET crashes = d.crashes + excluded.crashes;
    UPDATE crasher k
       SET crashes = k.crashes + CASE WHEN k.id = other THEN w.n ELSE -w.n END,
           (first_seen, first_run, last_seen, last_run) =
               (SELECT CASE WHEN k.id = other THEN least(k.first_seen, w.first) ELSE k.first_seen END,
                       CASE WHEN k.id = other THEN least(k.first_run, w.first_run) ELSE k.first_run END,
                       CASE WHEN k.id = other THEN greatest(k.last_seen, w.last) ELSE k.last_seen END,
                       CASE WHEN k.id = other THEN greatest(k.last_run, w.last_run) ELSE k.last_run END)
      FROM (SELECT count(*) AS n, min(c.at) AS first, max(c.at) AS last, min(c.run) AS first_run,
                   max(c.run) AS last_run
              FROM crash c WHERE c.crasher = its_crasher AND c.id = ANY (ids)) w
     WHERE k.id IN (its_crasher, other);
    UPDATE crash c SET crasher = other, signature = its_signature
     WHERE c.crasher = its_crasher AND c.id = ANY (ids);
END $$;

-- A crasher for crashes that were taken for another's; it is in the same state, and nobody is told.
CREATE FUNCTION crasher_split(its crasher, item jsonb, ids bigint[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    new_id bigint;
BEGIN
    INSERT INTO crasher (repo, state, fixed_commit, fix_confirmed_at, assignee, severity, severity_reason,
                         engine, kind, title, message, function, file, line, frames, stacks, trace, weak,
                         package, target, first_run, first_seen, last_run, last_seen)
        SELECT its.repo, its.state, its.fixed_commit, its.fix_confirmed_at, its.assignee, item ->> 'severity',
               item ->> 'severity_reason', item ->> 'engine', item ->> 'kind', item ->> 'title',
               item ->> 'message', item ->> 'function', item ->> 'file', (item ->> 'line')::bigint,
               item -> 'frames', item -> 'stacks', (item ->> 'trace')::bigint[], (item ->> 'weak')::boolean,
               t.package, t.id, c.run, c.at, c.run, c.at
          FROM crash c JOIN target t ON t.id = c.target
         WHERE c.crasher = its.id AND c.id = ANY (ids) ORDER BY c.id LIMIT 1
        RETURNING id INTO new_id;
    INSERT INTO signature (repo, digest, crasher, version, text)
        VALUES (its.repo, sha256(convert_to(item ->> 'signature', 'UTF8')), new_id, item ->> 'version',
                item ->> 'signature');
    RETURN new_id;
END $$;

/*
 * Sorts a crasher by the signatures that its kept crashes have now.
 *
 * doc: {main: CRASH, stay: [{crash: CRASH, ids}], go: [{crash: CRASH, ids}]}
 * where CRASH is what ingest_store() takes, and ids are crashes.  main is what the crasher is shown as;
 * it keeps its id under the signatures of stay, and its earlier ones.  Where one of these is another's,
 * the two are one.  The crashes of go are the crasher's no more.  Numbers, states, tickets and
 * subscriptions stay, and nobody is told.  Whether anything changed.
 */
CREATE FUNCTION crasher_rebucket(wanted bigint, doc jsonb) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    main jsonb := doc -> 'main';
    its crasher;
    part jsonb;
    its_digest bytea;
    ids bigint[];
    other bigint;
    better bigint;
    changed boolean := false;
    merged boolean := false;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('ingest', c.repo)), roll_pause()
       FROM crasher c WHERE c.id = wanted;
    SELECT * INTO its FROM crasher c WHERE c.id = wanted AND c.state <> 'duplicate' FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    FOR part IN SELECT jsonb_array_elements(doc -> 'stay') LOOP
        its_digest := sha256(convert_to(part -> 'crash' ->> 'signature', 'UTF8'));
        ids := ARRAY(SELECT jsonb_array_elements_text(part -> 'ids')::bigint);
        INSERT INTO signature (repo, digest, crasher, version, text)
            VALUES (its.repo, its_digest, its.id, part -> 'crash' ->> 'version', part -> 'crash' ->> 'signature')
            ON CONFLICT DO NOTHING;
        IF FOUND THEN
            changed := true;
            INSERT INTO event (repo, kind, crasher, dispatched_at) VALUES (its.repo, 'rebucketed', its.id, now());
        END IF;
        UPDATE crash c SET signature = its_digest
         WHERE c.crasher = its.id AND c.id = ANY (ids) AND c.signature IS DISTINCT FROM its_digest;
        SELECT coalesce(c.duplicate_of, c.id) INTO other
          FROM signature s JOIN crasher c ON c.id = s.crasher WHERE s.repo = its.repo AND s.digest = its_digest;
        IF other <> its.id THEN
            better := crasher_better(its.id, other);
            PERFORM crasher_merge(CASE WHEN better = other THEN its.id ELSE other END, better, NULL);
            SELECT * INTO its FROM crasher c WHERE c.id = better;
            changed := true;
            merged := true;
        END IF;
    END LOOP;
    IF NOT merged THEN
        UPDATE crasher c
           SET (kind, title, message, function, file, line, frames, stacks, trace, weak) =
               (main ->> 'kind', main ->> 'title', main ->> 'message', main ->> 'function', main ->> 'file',
                (main ->> 'line')::bigint, main -> 'frames', main -> 'stacks', (main ->> 'trace')::bigint[],
                (main ->> 'weak')::boolean)
         WHERE c.id = its.id AND (c.weak OR NOT (main ->> 'weak')::boolean)
           AND (c.title, c.frames, c.stacks, c.trace, c.weak) IS DISTINCT FROM
               (main ->> 'title', main -> 'frames', main -> 'stacks', (main ->> 'trace')::bigint[],
                (main ->> 'weak')::boolean);
    END IF;
    FOR part IN SELECT jsonb_array_elements(doc -> 'go') LOOP
        its_digest := sha256(convert_to(part -> 'crash' ->> 'signature', 'UTF8'));
        ids := ARRAY(SELECT jsonb_array_elements_text(part -> 'ids')::bigint);
        SELECT coalesce(c.duplicate_of, c.id) INTO other
          FROM signature s JOIN crasher c ON c.id = s.crasher WHERE s.repo = its.repo AND s.digest = its_digest;
        CONTINUE WHEN other = its.id;
        other := coalesce(other, crasher_split(its, part -> 'crash', ids));
        PERFORM crashes_move(its.id, other, ids, its_digest);
        INSERT INTO event (repo, kind, crasher, detail, dispatched_at)
            VALUES (its.repo, 'split', its.id, jsonb_build_object('crasher', other), now()),
                   (its.repo, 'split', other, jsonb_build_object('crasher', its.id), now());
        changed := true;
    END LOOP;
    RETURN changed;
END $$;

-- All crashers of a repository are sorted by these rules: they are in force, unless others are wanted
-- by now.
CREATE FUNCTION rebucket_finish(wanted bigint, its_rules text, its_depth int) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE repo r
       SET frame_rules = its_rules, signature_depth = its_depth, rules_version = r.rules_version + 1,
           wanted_rules = NULL, wanted_depth = NULL
     WHERE r.id = wanted AND r.wanted_rules = its_rules AND r.wanted_depth = its_depth;
    PERFORM repo_refresh(wanted);
END $$;

-- Adds up what is pending; one statement, exact whatever order the writers commit in.
CREATE FUNCTION roll_pending() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    rolled bigint;
    touched bigint[];
    runs bigint[];
BEGIN
    PERFORM roll_pause();
    WITH taken AS (
        DELETE FROM pending WHERE ctid = ANY (ARRAY(SELECT ctid FROM pending LIMIT 20000
                                                       FOR UPDATE SKIP LOCKED))
        RETURNING *
    ), of_crasher AS (
        SELECT crasher, repo, count(*) AS n, max(at) AS at, max(run) AS run
          FROM taken WHERE crasher IS NOT NULL GROUP BY crasher, repo
    ), crashers AS (
        UPDATE crasher c SET crashes = c.crashes + s.n, last_seen = greatest(c.last_seen, s.at),
                             last_run = greatest(c.last_run, s.run)
          FROM of_crasher s WHERE c.id = s.crasher
    ), of_result AS (
        SELECT result, count(*) AS n, max(at) AS at, sum(executions) AS executions,
               (array_agg(executions_per_second ORDER BY at DESC)
                   FILTER (WHERE executions_per_second IS NOT NULL))[1] AS speed,
               sum(new_interesting) AS new_interesting, max(corpus) AS corpus,
               max(coverage) AS coverage, sum(elapsed_ms) AS elapsed_ms, max(peak_rss_mb) AS peak_rss_mb
          FROM taken WHERE result IS NOT NULL GROUP BY result
    ), results AS (
        UPDATE result r
           SET logs = r.logs + s.n, at = greatest(r.at, s.at),
               executions = CASE WHEN s.executions IS NULL THEN r.executions
                                 ELSE coalesce(r.executions, 0) + s.executions END,
               executions_per_second = coalesce(s.speed, r.executions_per_second),
               new_interesting = CASE WHEN s.new_interesting IS NULL THEN r.new_interesting
                                      ELSE coalesce(r.new_interesting, 0) + s.new_interesting END,
               corpus = greatest(r.corpus, s.corpus), coverage = greatest(r.coverage, s.coverage),
               elapsed_ms = CASE WHEN s.elapsed_ms IS NULL THEN r.elapsed_ms
                                 ELSE coalesce(r.elapsed_ms, 0) + s.elapsed_ms END,
               peak_rss_mb = greatest(r.peak_rss_mb, s.peak_rss_mb)
          FROM of_result s WHERE r.id = s.result
    ), days AS (
        INSERT INTO activity AS a (repo, package, day, logs, failed, crashes, executions)
        SELECT repo, package, (at AT TIME ZONE 'UTC')::date, count(*),
               count(*) FILTER (WHERE failed), sum(crashes), coalesce(sum(executions), 0)
          FROM taken WHERE crasher IS NULL GROUP BY 1, 2, 3
        ON CONFLICT (repo, day, package) DO UPDATE
           SET logs = a.logs + excluded.logs, failed = a.failed + excluded.failed,
               crashes = a.crashes + excluded.crashes, executions = a.executions + excluded.executions
    ), crasher_days AS (
        INSERT INTO crasher_day AS d (crasher, repo, day, crashes)
        SELECT crasher, repo, (at AT TIME ZONE 'UTC')::date, count(*)
          FROM taken WHERE crasher IS NOT NULL GROUP BY 1, 2, 3
        ON CONFLICT (crasher, day) DO UPDATE SET crashes = d.crashes + excluded.crashes
    )
    SELECT count(*), array_agg(DISTINCT repo ORDER BY repo), array_agg(DISTINCT run ORDER BY run)
      INTO rolled, touched, runs FROM taken;
    -- In the order in which posts lock them, so that neither waits for the other: runs, then repositories.
    PERFORM run_count(r) FROM unnest(runs) r;
    PERFORM repo_ran(t), repo_activity(t) FROM unnest(touched) t;
    RETURN rolled;
END $$;

-- Which repositories hold more bytes of logs, inputs and source than one may (0: as many as they like).
CREATE FUNCTION repo_measure(most bigint) RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    WITH measured AS (
        SELECT r.id, most > 0 AND coalesce(sum(octet_length(b.bytes)), 0) > most AS is_full
          FROM repo r LEFT JOIN blob b ON b.repo = r.id GROUP BY r.id
    ), changed AS (
        UPDATE repo r SET is_full = m.is_full FROM measured m
         WHERE m.id = r.id AND r.is_full <> m.is_full RETURNING 1)
    SELECT count(*) FROM changed;
$$;

-- Of each crasher the first and the newest crashes are kept in full, of each target the newest logs;
-- then what nobody refers to goes.  Works in slices, so that a flood is taken away piece by piece.
CREATE FUNCTION prune_samples(keep int) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    UPDATE crash SET kept = false WHERE (crasher, id) IN (
        SELECT crasher, id
          FROM (SELECT crasher, id, row_number() OVER (PARTITION BY crasher ORDER BY id DESC) AS newest,
                       row_number() OVER (PARTITION BY crasher ORDER BY id) AS oldest
                  FROM crash WHERE kept) k
         WHERE newest > keep AND oldest > 1 LIMIT 50000);
    UPDATE log SET blob = NULL WHERE (run, id) IN (
        SELECT run, id
          FROM (SELECT run, id, row_number() OVER (PARTITION BY target ORDER BY id DESC) AS newest
                  FROM log WHERE blob IS NOT NULL) l
         WHERE newest > keep
           AND NOT EXISTS (SELECT FROM crash c WHERE c.run = l.run AND c.log = l.id AND c.kept)
         LIMIT 50000);
    -- What no page shows any more: a crasher has the source of the commit at which it was first seen.
    DELETE FROM code k WHERE k.stored_at < now() - interval '10 minutes'
        AND NOT EXISTS (SELECT FROM crasher c JOIN run r ON r.id = c.first_run
                         WHERE r.repo = k.repo AND r.commit_id = k.commit_id);
    DELETE FROM mirror_file f WHERE f.looked_at < now() - interval '10 minutes'
        AND NOT EXISTS (SELECT FROM crasher c JOIN run r ON r.id = c.first_run
                         WHERE r.repo = f.repo AND r.commit_id = f.commit_id);
    DELETE FROM commit_order o WHERE o.asked_at < now() - interval '90 days';
    DELETE FROM blob b WHERE stored_at < now() - interval '10 minutes'
        AND NOT EXISTS (SELECT FROM log l WHERE l.blob = b.sha256 AND l.repo = b.repo)
        AND NOT EXISTS (SELECT FROM crash c WHERE c.kept AND c.input = b.sha256 AND c.repo = b.repo)
        AND NOT EXISTS (SELECT FROM code k WHERE k.blob = b.sha256 AND k.repo = b.repo)
        AND NOT EXISTS (SELECT FROM mirror_file f WHERE f.blob = b.sha256 AND f.repo = b.repo);
    GET DIAGNOSTICS gone = ROW_COUNT;
    DELETE FROM post WHERE at < now() - interval '48 hours';
    DELETE FROM login_failure WHERE at < now() - interval '1 day';
    DELETE FROM session WHERE seen_at < now() - interval '8 hours' OR created_at < now() - interval '7 days';
    DELETE FROM account_code WHERE expires_at < now() - interval '7 days';
    DELETE FROM bulk_change WHERE at < now() - interval '1 day';
    DELETE FROM mail_request WHERE at < now() - interval '1 day';
    DELETE FROM mail WHERE created_at < now() - interval '30 days';
    DELETE FROM delivery WHERE state <> 'waiting' AND due_at < now() - interval '30 days';
    DELETE FROM notification WHERE state <> 'waiting' AND made_at < now() - interval '30 days';
    UPDATE mail SET text = NULL
     WHERE state = 'dead' AND text IS NOT NULL AND created_at < now() - interval '7 days';
    RETURN gone;
END $$;

-- Takes a slice of a removed repository away, and says how many rows; 0: there is none left.  Posts that
-- were in hand when it was removed have ended by then.
CREATE FUNCTION prune_removed() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    its bigint;
    slice bigint[];
    gone bigint;
BEGIN
    SELECT r.id INTO its FROM repo r WHERE r.removed_at < now() - interval '10 minutes' ORDER BY r.removed_at LIMIT 1;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    UPDATE crasher SET state = 'open', duplicate_of = NULL WHERE repo = its AND duplicate_of IS NOT NULL;
    slice := ARRAY(SELECT k.id FROM crasher k WHERE k.repo = its ORDER BY k.id LIMIT 100);
    IF slice <> '{}' THEN
        DELETE FROM crash WHERE crasher = ANY (slice);
        DELETE FROM crasher_day WHERE crasher = ANY (slice);
        DELETE FROM crasher WHERE id = ANY (slice);
        RETURN cardinality(slice);
    END IF;
    DELETE FROM delivery WHERE repo = its;
    DELETE FROM event WHERE repo = its;
    DELETE FROM notification WHERE repo = its;
    slice := ARRAY(SELECT r.id FROM run r WHERE r.repo = its ORDER BY r.id LIMIT 100);
    IF slice <> '{}' THEN
        DELETE FROM log WHERE run = ANY (slice);
        DELETE FROM run WHERE id = ANY (slice);
        RETURN cardinality(slice);
    END IF;
    DELETE FROM mirror_file WHERE repo = its;
    DELETE FROM code WHERE ctid = ANY (ARRAY(SELECT c.ctid FROM code c WHERE c.repo = its LIMIT 1000));
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF gone = 0 THEN
        DELETE FROM blob WHERE ctid = ANY (ARRAY(SELECT b.ctid FROM blob b WHERE b.repo = its LIMIT 1000));
        GET DIAGNOSTICS gone = ROW_COUNT;
    END IF;
    IF gone > 0 THEN
        RETURN gone;
    END IF;
    DELETE FROM activity WHERE repo = its;
    DELETE FROM pending WHERE repo = its;
    DELETE FROM post WHERE repo = its;
    DELETE FROM repo WHERE id = its;
    RETURN 1;
END $$;

-- Whether a hook has failed so often, one time after the other, that it is called seldom.  A mail server is
-- everybody's, and is not spared.
CREATE FUNCTION is_broken(kind text, failures int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT kind <> 'email' AND failures > 5;
$$;

-- A clock that was set back leaves what waits for a time far ahead of it: whatever would wait longer than it
-- ever has to is due now.  How many that were.
CREATE FUNCTION mend_waiting() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    WITH news AS (
        UPDATE notification n SET due_at = now()
         WHERE n.state = 'waiting' AND n.due_at > now() + interval '2 hours' RETURNING 1
    ), deliveries AS (
        UPDATE delivery d SET due_at = now()
         WHERE d.state = 'waiting' AND d.notification IS NULL
           AND d.due_at > now() + interval '1 hour 10 minutes' AND (NOT d.digest OR d.due_at > now() + interval '8 days')
        RETURNING 1
    ), channels AS (
        UPDATE channel c SET next_at = now()
         WHERE c.next_at > now() + CASE WHEN is_broken(c.kind, c.failures) THEN interval '9 hours' ELSE interval '1 minute' END
        RETURNING 1
    ), mails AS (
        UPDATE mail m SET due_at = now()
         WHERE m.state = 'waiting' AND m.due_at > now() + interval '2 hours' RETURNING 1
    ), tickets AS (
        UPDATE ticket t SET due_at = now()
         WHERE t.state <> 'failed' AND t.due_at > now() + interval '2 days' RETURNING 1
    ), mirrors AS (
        UPDATE mirror m SET due_at = least(m.due_at, now()), busy_until = least(m.busy_until, now())
         WHERE greatest(m.due_at, m.busy_until) > now() + interval '1 day' RETURNING 1)
    SELECT (SELECT count(*) FROM news) + (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM channels)
           + (SELECT count(*) FROM mails) + (SELECT count(*) FROM tickets) + (SELECT count(*) FROM mirrors);
$$;

-- Repositories in the form of is_listed(): ",1,2,"; NULL for none.  Of many, where that is shorter,
-- a bit for each up to the highest, in hexadecimal: a long list would be searched for each row.
CREATE FUNCTION repo_list_text(wanted bigint[]) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    list text := ',' || array_to_string(wanted, ',') || ',';
    highest bigint;
    one bigint;
    bits bytea;
BEGIN
    IF coalesce(length(list), 0) < 1000 THEN
        RETURN list;
    END IF;
    SELECT max(w) INTO highest FROM unnest(wanted) w;
    IF highest / 4 > length(list) THEN
        RETURN list;
    END IF;
    bits := decode(repeat('00', (highest / 8 + 1)::int), 'hex');
    FOREACH one IN ARRAY wanted LOOP
        bits := set_bit(bits, one, 1);
    END LOOP;
    RETURN encode(bits, 'hex');
END $$;

-- What an account was given, itself or through its groups, by name or by pattern: a row for each grant
-- and repository, with the rank of the role.  What is public, and what administrators of the instance
-- may, is not among it.
CREATE FUNCTION grants_of(its_account bigint) RETURNS TABLE (grant_id bigint, repo bigint, rank int)
LANGUAGE sql STABLE AS $$
    WITH mine AS (
        SELECT g.id, g.repo, g.folded, g.fits, g.rank FROM repo_grant g WHERE g.account = its_account
        UNION ALL
        SELECT g.id, g.repo, g.folded, g.fits, g.rank
          FROM group_member m JOIN repo_grant g ON g.account_group = m.account_group
         WHERE m.account = its_account
    ), patterns AS MATERIALIZED ( -- few, where grants by name may be many: a repository is held against these alone
        SELECT m.id, m.folded, m.fits, m.rank FROM mine m WHERE m.repo IS NULL)
    SELECT m.id, r.id, m.rank FROM mine m JOIN repo r ON r.id = m.repo WHERE r.removed_at IS NULL
    UNION ALL
    SELECT p.id, r.id, p.rank
      FROM patterns p JOIN repo r ON r.folded >= p.folded AND r.folded < p.folded || '~' AND r.folded LIKE p.fits
     WHERE r.removed_at IS NULL;
$$;

-- Each account can be told by e-mail.
CREATE FUNCTION account_channel() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO channel (account, kind) VALUES (NEW.id, 'email');
    RETURN NULL;
END $$;
CREATE TRIGGER account_channel AFTER INSERT ON account FOR EACH ROW EXECUTE FUNCTION account_channel();

-- A run that gives no verdict is told of, unless the one before it gave none either.
CREATE FUNCTION run_failed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO event (repo, kind, run, detail)
        SELECT NEW.repo, 'run_failed', NEW.id, jsonb_build_object('reason', NEW.failed)
         WHERE (SELECT r.failed FROM run r WHERE r.repo = NEW.repo AND r.id < NEW.id ORDER BY r.id DESC LIMIT 1) IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER run_failed AFTER UPDATE OF failed ON run
    FOR EACH ROW WHEN (OLD.failed IS NULL AND NEW.failed IS NOT NULL) EXECUTE FUNCTION run_failed();

-- When a clock in a zone shows a time next, on a day of the week (1 Monday), or on any (NULL).
CREATE FUNCTION next_time(since timestamptz, zone text, its_time time, its_day int) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    here timestamp := since AT TIME ZONE zone;
    days int := CASE WHEN its_day IS NULL THEN 0 ELSE (its_day - extract(isodow FROM here)::int + 7) % 7 END;
    there timestamp := here::date + days + its_time;
BEGIN
    IF there <= here THEN
        there := there + make_interval(days => CASE WHEN its_day IS NULL THEN 1 ELSE 7 END);
    END IF;
    RETURN there AT TIME ZONE zone;
END $$;

-- The end of the quiet hours that a time is in; NULL: it is in none.
CREATE FUNCTION quiet_end(at timestamptz, zone text, quiet_from time, quiet_until time) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    here time := (at AT TIME ZONE zone)::time;
BEGIN
    IF here >= quiet_from AND here < quiet_until
       OR quiet_from > quiet_until AND (here >= quiet_from OR here < quiet_until) THEN
        RETURN next_time(at, zone, quiet_until, NULL);
    END IF;
    RETURN NULL;
END $$;

/*
 * To which channels events go, and by which subscription: of several the one that tells soonest, and one's
 * own before a rule.  Nobody is told of what they did themselves.  Whether they may read it is asked when
 * it is sent; nobody knows who reads a channel of administrators, so it gets what is public alone, unless
 * they said that it gets all.
 */
CREATE FUNCTION event_reach(ids bigint[])
RETURNS TABLE (event bigint, repo bigint, channel bigint, account bigint, subscription bigint, pace text, muted boolean)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    WITH told AS MATERIALIZED (
        SELECT e.id, e.repo, r.folded, r.public, e.kind, e.crasher, e.account, c.rank,
               coalesce(is_muted(c.muted_until, c.muted_crashes, c.crashes), false) AS muted
          FROM event e
          JOIN repo r ON r.id = e.repo AND r.removed_at IS NULL
          LEFT JOIN crasher c ON c.id = e.crasher
         WHERE e.id = ANY (ids) AND c.state IS DISTINCT FROM 'duplicate'
    ), wanted AS (
        SELECT t.id, s.id AS subscription FROM told t JOIN subscription s ON s.repo = t.repo
        UNION ALL
        SELECT t.id, s.id FROM told t JOIN subscription s ON s.crasher = t.crasher
        UNION ALL
        SELECT t.id, p.subscription
          FROM (SELECT x.repo, s.id AS subscription FROM (SELECT DISTINCT y.repo, y.folded FROM told y) x
                  JOIN subscription s ON x.folded LIKE s.fits) p
          JOIN told t ON t.repo = p.repo
    ), hears AS (
        SELECT t.id, t.repo, t.public, t.account AS by_account, s.id AS subscription, s.account, s.account_group, s.channel, s.ways, s.pace, s.mandatory,
               s.made_by IS NOT NULL AS is_rule,
               t.muted OR coalesce(s.muted_until > now(), false) AS muted
          FROM wanted w JOIN told t ON t.id = w.id JOIN subscription s ON s.id = w.subscription
         WHERE t.kind = ANY (s.kinds) AND (t.rank IS NULL OR t.rank <= s.severity)
           AND (s.packages = '{}' OR t.crasher IS NULL
                OR EXISTS (SELECT FROM crasher_target x JOIN package p ON p.id = x.package
                            WHERE x.crasher = t.crasher AND p.path = ANY (s.packages)))
    ), people AS (
        SELECT h.account AS person, h.* FROM hears h WHERE h.account IS NOT NULL
        UNION ALL
        SELECT m.account, h.* FROM hears h JOIN group_member m ON m.account_group = h.account_group
    ), reached AS (
        SELECT p.id, p.repo, c.id AS channel, p.person, p.subscription, p.pace, p.is_rule, p.muted
          FROM people p JOIN channel c ON c.account = p.person AND c.kind = ANY (p.ways)
         WHERE p.by_account IS DISTINCT FROM p.person
           AND (p.mandatory OR NOT EXISTS (SELECT FROM subscription_left l
                                            WHERE l.subscription = p.subscription AND l.account = p.person))
        UNION ALL
        SELECT h.id, h.repo, h.channel, NULL, h.subscription, h.pace, h.is_rule, h.muted
          FROM hears h JOIN channel c ON c.id = h.channel AND (h.public OR c.sees_private)
    )
    SELECT DISTINCT ON (x.id, x.channel) x.id, x.repo, x.channel, x.person, x.subscription, x.pace, x.muted
      FROM reached x
     ORDER BY x.id, x.channel, x.muted, array_position('{now,daily,weekly}'::text[], x.pace), x.is_rule, x.subscription;
END $$;

/*
 * The same of many events at once: those of a repository and kind together that a channel hears by one
 * subscription, the worst first.  Whom one of them reaches depends on little of it, so of those that have all
 * of that in common the first is asked for.
 */
CREATE FUNCTION event_spread(ids bigint[])
RETURNS TABLE (channel bigint, repo bigint, account bigint, subscription bigint, pace text, muted boolean, kind text, events bigint[])
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    WITH told AS MATERIALIZED (
        SELECT e.id, e.repo, e.kind, e.account, c.rank, c.state = 'duplicate' AS is_duplicate,
               coalesce(is_muted(c.muted_until, c.muted_crashes, c.crashes), false) AS muted,
               (SELECT s.crasher FROM subscription s WHERE s.crasher = e.crasher LIMIT 1) AS followed,
               (SELECT array_agg(DISTINCT x.package ORDER BY x.package) FROM crasher_target x
                 WHERE x.crasher = e.crasher AND EXISTS (SELECT FROM subscription s WHERE s.packages <> '{}')) AS packages
          FROM event e LEFT JOIN crasher c ON c.id = e.crasher
         WHERE e.id = ANY (ids)
    ), alike AS MATERIALIZED (
        SELECT t.id, t.kind, t.rank,
               min(t.id) OVER (PARTITION BY t.repo, t.kind, t.account, t.rank, t.is_duplicate, t.muted, t.followed, t.packages) AS first
          FROM told t
    ), reached AS MATERIALIZED (
        SELECT x.channel, x.repo, x.account, x.subscription, x.pace, x.muted, a.kind, array_agg(x.event ORDER BY x.event) AS firsts
          FROM event_reach(ARRAY(SELECT DISTINCT b.first FROM alike b)) x JOIN alike a ON a.id = x.event
         GROUP BY 1, 2, 3, 4, 5, 6, 7
    ), together AS MATERIALIZED (
        SELECT d.firsts, (SELECT array_agg(a.id ORDER BY a.rank, a.id) FROM alike a WHERE a.first = ANY (d.firsts)) AS events
          FROM (SELECT DISTINCT r.firsts FROM reached r) d)
    SELECT r.channel, r.repo, r.account, r.subscription, r.pace, r.muted, r.kind, g.events
      FROM reached r JOIN together g ON g.firsts = r.firsts;
END $$;

-- Makes the deliveries of events.  Those that can go at once wait wait_s seconds for others of their
-- repository, or until five minutes after the last message of it.
CREATE FUNCTION event_deliver(ids bigint[], wait_s bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO delivery (channel, repo, kind, events, account, subscription, digest, state, due_at)
    WITH reach AS MATERIALIZED (SELECT * FROM event_spread(ids)
    ), lane AS MATERIALIZED (
        SELECT x.channel, x.repo, x.pace, coalesce(n.away_until > now(), false) AS away,
               coalesce(n.zone, 'UTC') AS zone, n.quiet_from, n.quiet_until, coalesce(n.digest_at, '08:00') AS digest_at,
               coalesce(n.digest_day, 1) AS digest_day,
               greatest(now() + wait_s * interval '1 second', m.last_at + interval '5 minutes') AS soon
          FROM (SELECT DISTINCT y.channel, y.account, y.repo, y.pace FROM reach y) x
          LEFT JOIN notify_setting n ON n.account = x.account
          LEFT JOIN (SELECT k.channel, k.repo, max(k.made_at) AS last_at FROM notification k
                      WHERE k.made_at > now() - interval '5 minutes' AND k.made_at <= now() GROUP BY 1, 2) m
                 ON m.channel = x.channel AND m.repo = x.repo
    ), due AS MATERIALIZED (
        SELECT l.*, CASE l.pace WHEN 'daily' THEN next_time(now(), l.zone, l.digest_at, NULL)
                                WHEN 'weekly' THEN next_time(now(), l.zone, l.digest_at, l.digest_day)
                    ELSE quiet_end(l.soon, l.zone, l.quiet_from, l.quiet_until) END AS later
          FROM lane l)
    SELECT x.channel, x.repo, x.kind, x.events, x.account, x.subscription, d.later IS NOT NULL,
           CASE WHEN x.muted OR d.away THEN 'muted' ELSE 'waiting' END, coalesce(d.later, d.soon)
      FROM reach x JOIN due d ON d.channel = x.channel AND d.repo = x.repo AND d.pace = x.pace
     ORDER BY x.events[1], x.channel;
END $$;

-- Turns events into deliveries, the oldest first, most at once; fewer where many hear of them, the more so if they
-- are of many repositories, so that it ends before its time does.  How many.  One that cannot be told, for whatever
-- reason, does not keep the others waiting, and says why.
CREATE FUNCTION event_expand(most bigint, wait_s bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ids bigint[];
    one bigint;
    hear bigint;
    beyond bigint;
BEGIN
    -- What came later must not be told before what somebody else has in hand.
    PERFORM pg_advisory_xact_lock(hashtextextended('event_expand', 0));
    ids := ARRAY(SELECT e.id FROM event e WHERE e.dispatched_at IS NULL ORDER BY e.id LIMIT most FOR UPDATE);
    IF ids = '{}' THEN
        RETURN 0;
    END IF;
    SELECT count(*) INTO hear FROM subscription s LEFT JOIN group_member m ON m.account_group = s.account_group
     WHERE s.fits IS NOT NULL OR s.repo = (SELECT e.repo FROM event e WHERE e.id = ids[1]);
    ids := ids[1:greatest(1, 4000000 / greatest(hear, 1))];
    SELECT min(e.id) INTO beyond FROM event e WHERE e.id = ANY (ids) GROUP BY e.repo, e.kind
     ORDER BY min(e.id) OFFSET greatest(1, 20000 / greatest(hear, 1)) LIMIT 1;
    IF beyond IS NOT NULL THEN
        ids := ARRAY(SELECT i FROM unnest(ids) i WHERE i < beyond);
    END IF;
    BEGIN
        PERFORM event_deliver(ids, wait_s);
    EXCEPTION WHEN data_exception OR integrity_constraint_violation OR raise_exception THEN
        ids := ids[1:1000];
        FOREACH one IN ARRAY ids LOOP
            BEGIN
                PERFORM event_deliver(ARRAY[one], wait_s);
            EXCEPTION WHEN data_exception OR integrity_constraint_violation OR raise_exception THEN
                UPDATE event e SET detail = e.detail || jsonb_build_object('untold', left(SQLERRM, 300)) WHERE e.id = one;
            END;
        END LOOP;
    END;
    UPDATE event e SET dispatched_at = now() WHERE e.id = ANY (ids);
    RETURN cardinality(ids);
END $$;

-- Makes notifications of the deliveries that are due: of a channel and repository one message, and the next
-- after five minutes; a digest is one of all repositories.  A channel gets most_an_hour at most: what is
-- more waits, over quiet hours too, and is one digest.  How many were made.
--
-- The tables may have grown a hundredfold since they were looked at last: no plan may hang on how few rows
-- there were.
CREATE FUNCTION notification_group(most_an_hour bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
DECLARE
    done bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM delivery d WHERE d.state = 'waiting' AND d.notification IS NULL AND d.due_at <= now()) THEN
        RETURN 0;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('notification', 0));
    UPDATE delivery d SET due_at = r.last_at + interval '5 minutes'
      FROM (SELECT n.channel, n.repo, max(n.made_at) AS last_at FROM notification n
             WHERE n.made_at > now() - interval '5 minutes' AND n.made_at <= now() AND n.repo IS NOT NULL GROUP BY 1, 2) r
     WHERE d.channel = r.channel AND d.repo = r.repo AND NOT d.digest
       AND d.state = 'waiting' AND d.notification IS NULL AND d.due_at <= now();
    UPDATE delivery d SET digest = true, due_at = coalesce(quiet_end(f.free_at, s.zone, s.quiet_from, s.quiet_until), f.free_at)
      FROM (SELECT n.channel, n.account, min(n.made_at) + interval '1 hour' AS free_at FROM notification n
             WHERE n.made_at > now() - interval '1 hour' AND n.made_at <= now() AND n.tested_by IS NULL
             GROUP BY 1, 2 HAVING count(*) >= most_an_hour) f
      LEFT JOIN notify_setting s ON s.account = f.account
     WHERE d.channel = f.channel AND d.state = 'waiting' AND d.notification IS NULL AND d.due_at <= now();
    WITH due AS MATERIALIZED (
        SELECT d.channel, CASE WHEN NOT d.digest THEN d.repo END AS repo, min(d.id) AS first
          FROM delivery d WHERE d.state = 'waiting' AND d.notification IS NULL AND d.due_at <= now()
         GROUP BY 1, 2
    ), placed AS (
        SELECT u.*, row_number() OVER (PARTITION BY u.channel ORDER BY u.first) + coalesce(h.messages, 0) AS place
          FROM due u
          LEFT JOIN (SELECT n.channel, count(*) AS messages FROM notification n
                      WHERE n.made_at > now() - interval '1 hour' AND n.made_at <= now() AND n.tested_by IS NULL GROUP BY 1) h ON h.channel = u.channel
    ), made AS (
        INSERT INTO notification (channel, account, repo)
            SELECT p.channel, c.account, p.repo FROM placed p JOIN channel c ON c.id = p.channel
             WHERE p.place <= most_an_hour ORDER BY p.first LIMIT 1000
        RETURNING id, channel, repo
    ), at_once AS (
        UPDATE delivery d SET notification = m.id FROM made m
         WHERE m.repo IS NOT NULL AND d.channel = m.channel AND d.repo = m.repo AND NOT d.digest
           AND d.state = 'waiting' AND d.notification IS NULL
    ), digests AS (
        UPDATE delivery d SET notification = m.id FROM made m
         WHERE m.repo IS NULL AND d.channel = m.channel AND d.notification IS NULL AND d.state = 'waiting'
           AND d.digest AND d.due_at <= now()
    ), muted AS ( -- which is counted in one of them: who gets no digests would never learn of it
        UPDATE delivery d SET notification = m.id
          FROM (SELECT o.channel, coalesce(min(o.id) FILTER (WHERE o.repo IS NULL), min(o.id)) AS id FROM made o GROUP BY 1) m
         WHERE d.channel = m.channel AND d.notification IS NULL AND d.state = 'muted')
    SELECT count(*) INTO done FROM made;
    RETURN done;
END $$;

/*
 * Drops of a notification what may not be told any more: a subscription may have ended or been left, unless
 * another reaches the same channel; a repository may have been removed, or made private, or the right to read
 * it; an account may be closed.  How many events are left.
 */
CREATE FUNCTION notification_check(wanted bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    its notification;
    lost bigint[];
    who account;
    given bigint[];
    sees_private boolean;
BEGIN
    SELECT * INTO its FROM notification n WHERE n.id = wanted;
    SELECT c.sees_private INTO sees_private FROM channel c WHERE c.id = its.channel;
    lost := ARRAY(
        SELECT d.id FROM delivery d LEFT JOIN subscription s ON s.id = d.subscription
         WHERE d.notification = wanted AND d.state = 'waiting'
           AND (s.id IS NULL
                OR s.account_group IS NOT NULL AND NOT EXISTS (
                       SELECT FROM group_member m WHERE m.account_group = s.account_group AND m.account = d.account)
                OR NOT s.mandatory AND EXISTS (
                       SELECT FROM subscription_left l WHERE l.subscription = s.id AND l.account = d.account)));
    IF lost <> '{}' THEN
        INSERT INTO delivery (channel, repo, kind, events, account, subscription, digest, notification)
            SELECT x.channel, x.repo, x.kind, x.events, x.account, x.subscription, its.repo IS NULL, wanted
              FROM delivery d CROSS JOIN LATERAL event_spread(d.events) x
             WHERE d.id = ANY (lost) AND x.channel = its.channel;
        UPDATE delivery d SET state = 'cancelled' WHERE d.id = ANY (lost);
    END IF;
    SELECT * INTO who FROM account a WHERE a.id = its.account AND a.disabled_at IS NULL AND a.email_confirmed_at IS NOT NULL;
    given := ARRAY(SELECT g.repo FROM grants_of(its.account) g);
    UPDATE delivery d SET state = 'denied'
     WHERE d.notification = wanted AND d.state = 'waiting'
       AND NOT EXISTS (SELECT FROM repo r
                        WHERE r.id = d.repo AND r.removed_at IS NULL
                          AND (its.account IS NULL AND (r.public OR sees_private)
                               OR who.id IS NOT NULL AND (who.is_admin OR r.public OR r.id = ANY (given))));
    RETURN (SELECT coalesce(sum(d.number), 0) FROM delivery d WHERE d.notification = wanted AND d.state = 'waiting');
END $$;

-- In words, for whom it reaches, why somebody is told.
CREATE FUNCTION subscription_why(wanted bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN s.made_by IS NULL AND s.account IS NOT NULL
                THEN CASE WHEN s.repo IS NOT NULL THEN 'You star ' WHEN s.crasher IS NOT NULL THEN 'You follow ' ELSE 'You subscribed to ' END
                ELSE coalesce(m.name, 'An administrator') || ' subscribed '
                     || CASE WHEN g.id IS NOT NULL THEN 'the group ' || g.name WHEN s.account IS NOT NULL THEN 'you'
                             WHEN c.kind = 'email' THEN 'this address' ELSE 'this channel' END
                     || ' to ' END
           || coalesce(r.name, s.repo_pattern, 'crasher #' || s.crasher)
      FROM subscription s
      LEFT JOIN account m ON m.id = s.made_by
      LEFT JOIN account_group g ON g.id = s.account_group
      LEFT JOIN channel c ON c.id = s.channel
      LEFT JOIN repo r ON r.id = s.repo
     WHERE s.id = wanted;
$$;

-- Of a way, a notification that is due, and first of its channel, which takes one now; NULL: there is none but
-- for those passed over.  Where many wait, the longest of them mostly wait for their channel: then each channel
-- is asked for its first.
CREATE FUNCTION notification_next(of_way text, passed bigint[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    SELECT n.id INTO found
      FROM (SELECT x.* FROM notification x WHERE x.way = of_way AND x.state = 'waiting' AND x.tested_by IS NULL AND x.due_at <= now()
             ORDER BY x.due_at LIMIT 20) n
      JOIN channel c ON c.id = n.channel
     WHERE c.next_at <= now() AND n.id <> ALL (passed)
       AND NOT EXISTS (SELECT FROM notification o
                        WHERE o.way = of_way AND o.channel = n.channel AND o.state = 'waiting' AND o.id < n.id
                           AND o.tested_by IS NULL)
     ORDER BY n.due_at LIMIT 1;
    IF found IS NULL THEN
        WITH RECURSIVE first AS (
            (SELECT n.channel, n.id, n.due_at FROM notification n WHERE n.way = of_way AND n.state = 'waiting' AND n.tested_by IS NULL
              ORDER BY n.channel, n.id LIMIT 1)
            UNION ALL
            SELECT l.* FROM first f
             CROSS JOIN LATERAL (SELECT n.channel, n.id, n.due_at FROM notification n
                                  WHERE n.way = of_way AND n.state = 'waiting' AND n.tested_by IS NULL AND n.channel > f.channel
                                  ORDER BY n.channel, n.id LIMIT 1) l)
        SELECT f.id INTO found FROM first f JOIN channel c ON c.id = f.channel
         WHERE f.due_at <= now() AND c.next_at <= now() AND f.id <> ALL (passed)
         ORDER BY f.due_at LIMIT 1;
    END IF;
    RETURN found;
END $$;

-- A test of a channel that is due, of those ways; its id.  It is tried once, while somebody waits for it, and
-- before all else: it waits for its channel's next second alone.
CREATE FUNCTION notification_take_test(of_ways text[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    its notification;
BEGIN
    LOOP
        SELECT n.* INTO its FROM notification n JOIN channel c ON c.id = n.channel
         WHERE n.tested_by IS NOT NULL AND n.state = 'waiting' AND n.due_at <= now()
           AND c.kind = ANY (of_ways) AND (c.next_at <= now() OR is_broken(c.kind, c.failures))
         ORDER BY n.due_at LIMIT 1 FOR UPDATE OF n SKIP LOCKED;
        IF NOT FOUND OR its.attempts = 0 AND its.tried_until > now()
                        AND (its.account IS NULL
                             OR EXISTS (SELECT FROM account a WHERE a.id = its.account AND a.disabled_at IS NULL
                                           AND a.email_confirmed_at IS NOT NULL)) THEN
            RETURN its.id;
        END IF;
        UPDATE notification n
           SET state = CASE WHEN its.attempts > 0 OR its.tried_until <= now() THEN 'dead' ELSE 'denied' END,
               answer = CASE WHEN its.attempts > 0 THEN 'whatever sent it ended before there was an answer'
                             WHEN its.tried_until <= now() THEN 'nothing sent it in time' END
         WHERE n.id = its.id;
    END LOOP;
END $$;

/*
 * A notification that is due of those ways, which nobody else gets in the next lease_s seconds; no row if none
 * is due.  Those of a channel go one after the other, in the order they were made, but for tests.  due_at is
 * the lease of whoever takes it, attempts its number.  Of the subscriptions that brought it, the first that can
 * be left is named, and how many others there are.
 */
CREATE FUNCTION notification_take(of_ways text[], lease_s bigint)
RETURNS TABLE (id bigint, attempt int, spent int, made_at bigint, way text, channel bigint, address text, sealed bytea, sealed_key bytea,
               account bigint, account_name text, repo text, digest boolean, kind text, total bigint, muted bigint, thread bigint,
               subscription bigint, why text, mandatory boolean, is_test boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its notification;
    test bigint := notification_take_test(of_ways);
    passed bigint[] := '{}';
    wanted bigint;
BEGIN
    LOOP
        total := 0;
        SELECT n.* INTO its FROM notification n WHERE n.id = test;
        EXIT WHEN FOUND;
        SELECT x.next INTO wanted FROM unnest(of_ways) w (way) CROSS JOIN LATERAL (SELECT notification_next(w.way, passed) AS next) x
         WHERE x.next IS NOT NULL LIMIT 1;
        IF wanted IS NULL THEN
            RETURN;
        END IF;
        passed := passed || wanted;
        SELECT n.* INTO its FROM notification n
         WHERE n.id = wanted AND n.state = 'waiting' AND n.due_at <= now() FOR UPDATE SKIP LOCKED;
        CONTINUE WHEN NOT FOUND;
        total := notification_check(its.id);
        EXIT WHEN total > 0 AND its.attempts - its.spent < 500;
        UPDATE notification n
           SET state = CASE WHEN total > 0 THEN 'dead'
                            WHEN EXISTS (SELECT FROM delivery d WHERE d.notification = its.id AND d.state = 'denied')
                            THEN 'denied' ELSE 'cancelled' END
         WHERE n.id = its.id;
        UPDATE delivery d SET state = 'dead' WHERE d.notification = its.id AND d.state = 'waiting';
    END LOOP;
    UPDATE channel c SET next_at = now() + interval '1 second' WHERE c.id = its.channel AND c.kind <> 'email';
    RETURN QUERY
    UPDATE notification n
       SET attempts = n.attempts + 1, due_at = now() + lease_s * interval '1 second',
           crasher = d.crasher
      FROM (SELECT (array_agg(x.subscription ORDER BY y.mandatory, x.subscription))[1] AS subscription,
                   count(DISTINCT x.subscription) - 1 AS others, CASE WHEN min(x.kind) = max(x.kind) THEN min(x.kind) END AS kind,
                   (SELECT CASE WHEN min(e.crasher) = max(e.crasher) AND count(e.crasher) = count(*) THEN min(e.crasher) END
                      FROM event e
                     WHERE total <= 100 AND e.id = ANY (SELECT unnest(y.events) FROM delivery y
                                                         WHERE y.notification = its.id AND y.state = 'waiting')) AS crasher
              FROM delivery x LEFT JOIN subscription y ON y.id = x.subscription
             WHERE x.notification = its.id AND x.state = 'waiting') d
      LEFT JOIN subscription s ON s.id = d.subscription
      JOIN channel c ON c.id = its.channel
      LEFT JOIN account a ON a.id = its.account
      LEFT JOIN account t ON t.id = its.tested_by
     WHERE n.id = its.id
    RETURNING n.id, n.attempts, n.spent, epoch(n.made_at), c.kind, c.id, coalesce(c.address, a.email), c.sealed, c.sealed_key,
              a.id, a.name, (SELECT r.name FROM repo r WHERE r.id = n.repo), n.repo IS NULL AND n.tested_by IS NULL, d.kind, total,
              (SELECT coalesce(sum(x.number), 0) FROM delivery x WHERE x.notification = n.id AND x.state = 'muted'),
              n.crasher, s.id,
              CASE WHEN n.tested_by IS NULL
                   THEN subscription_why(s.id) || CASE d.others WHEN 0 THEN '' WHEN 1 THEN '; another subscription brought a part of this'
                                                  ELSE '; ' || d.others || ' other subscriptions brought parts of this' END
                   ELSE coalesce(t.name, 'Somebody') || ' asked for this test' END,
              coalesce(s.mandatory, false), n.tested_by IS NOT NULL;
END $$;

-- What became of a try: sent, dead, or waiting for the next one, after wait_s seconds, or, if it varies, a
-- half more or less, so that what failed together is not tried together.  After three days it is given up, but
-- not before it was tried twelve times: the hub, or the clock, may have stood still; a test is given up at
-- once.  false if the lease was not the caller's any more.
-- A hook that is broken is called again after half an hour, then one, two, four and eight hours: twelve times in
-- the first day.  What waits for one that refused again is given up with it.
CREATE FUNCTION notification_end(wanted bigint, its_attempt bigint, follows text, says text, wait_s bigint, varies boolean)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its notification;
    gone boolean;
BEGIN
    UPDATE notification n
       SET state = CASE WHEN follows = 'waiting' AND (n.tested_by IS NOT NULL
                                                        OR n.tried_until < now() AND n.attempts - n.spent >= 12) THEN 'dead' ELSE follows END,
           answer = says, sent_at = CASE WHEN follows = 'sent' THEN now() END,
           due_at = now() + wait_s * CASE WHEN varies THEN 0.5 + random() ELSE 1 END * interval '1 second'
     WHERE n.id = wanted AND n.attempts = its_attempt AND n.state = 'waiting'
    RETURNING n.* INTO its;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO notification_attempt (notification, number, state, answer)
        VALUES (wanted, its_attempt, its.state, says) ON CONFLICT DO NOTHING;
    DELETE FROM notification_attempt a WHERE a.notification = wanted AND a.number <= its_attempt - 40;
    UPDATE delivery d SET state = its.state WHERE d.notification = wanted AND d.state = 'waiting' AND its.state <> 'waiting';
    UPDATE channel c
       SET failures = CASE WHEN its.state = 'sent' THEN 0 ELSE c.failures + 1 END,
           failing_since = CASE WHEN its.state <> 'sent' THEN coalesce(c.failing_since, now()) END,
           next_at = CASE WHEN its.state <> 'sent' AND is_broken(c.kind, c.failures + 1)
                          THEN now() + 30 * 2 ^ least(c.failures - 5, 4) * interval '1 minute' ELSE c.next_at END
     WHERE c.id = its.channel
    RETURNING follows = 'dead' AND is_broken(c.kind, c.failures) INTO gone;
    IF gone THEN
        WITH others AS (
            UPDATE notification n SET state = 'dead', answer = says
             WHERE n.channel = its.channel AND n.state = 'waiting' AND n.tested_by IS NULL RETURNING n.id)
        UPDATE delivery d SET state = 'dead' FROM others o WHERE d.notification = o.id AND d.state = 'waiting';
    END IF;
    RETURN true;
END $$;

-- The lists of an account that is no administrator of the instance, and of strangers (NULL).
-- In plpgsql, which keeps the plan: a function of plain SQL would be planned anew for each request.
CREATE FUNCTION lists_of(its_account bigint, OUT reads text, OUT triages text, OUT admins text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT repo_list_text(array_agg(b.repo)), repo_list_text(array_agg(b.repo) FILTER (WHERE b.rank >= 2)),
           repo_list_text(array_agg(b.repo) FILTER (WHERE b.rank = 3))
      INTO reads, triages, admins
      FROM (SELECT a.repo, max(a.rank) AS rank
              FROM (SELECT p.id AS repo, 1 AS rank FROM repo p WHERE p.public AND p.removed_at IS NULL
                    UNION ALL
                    SELECT g.repo, g.rank FROM grants_of(its_account) g) a
             GROUP BY a.repo) b;
END $$;

-- Says for whom this transaction works, from now to its end: an account (NULL: a stranger) or a token
-- that may read.  Everything row-level security shows follows from it.  No row: the account or the
-- token is not valid any more.  seen: an administrator of the instance looks with the eyes of this
-- account; of anybody else, or once it is closed, that is passed over.
CREATE FUNCTION hub_enter(its_account bigint, its_token bigint, seen bigint DEFAULT NULL)
RETURNS TABLE (account bigint, account_name text, is_admin boolean, manages boolean, seen_by text, visited_at bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    known account;
    other account;
    every_repo boolean := false;
    lists record;
    groups text;
    done text;
BEGIN
    SELECT NULL::text AS reads, NULL::text AS triages, NULL::text AS admins INTO lists;
    IF its_token IS NOT NULL THEN
        SELECT t.every_repo,
               CASE WHEN NOT t.every_repo THEN
                   (SELECT repo_list_text(array_agg(r.id)) FROM repo r
                     WHERE r.removed_at IS NULL AND (r.folded LIKE t.fits OR EXISTS (
                           SELECT FROM token_repo x WHERE x.token = t.id AND x.repo = r.id))) END
          INTO every_repo, lists.reads
          FROM token t LEFT JOIN account a ON a.id = t.account
         WHERE t.id = its_token AND t.scope = 'read' AND t.revoked_at IS NULL AND t.expires_at > now()
           AND a.disabled_at IS NULL;
        IF NOT FOUND THEN
            RETURN;
        END IF;
    ELSIF its_account IS NOT NULL THEN
        SELECT * INTO known FROM account a WHERE a.id = its_account AND a.disabled_at IS NULL;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        IF seen IS NOT NULL AND known.is_admin THEN
            SELECT * INTO other FROM account a WHERE a.id = seen AND a.disabled_at IS NULL;
            IF FOUND THEN
                seen_by := known.name;
                known := other;
            END IF;
        END IF;
        every_repo := known.is_admin;
        IF NOT every_repo THEN
            SELECT * INTO lists FROM lists_of(known.id);
        END IF;
    ELSE
        SELECT * INTO lists FROM lists_of(NULL);
    END IF;
    -- Every repository is all but what was removed, until the prune job has taken it away.
    SELECT CASE WHEN every_repo THEN
               (SELECT coalesce('-,' || string_agg(r.id::text, ',') || ',', '-')
                  FROM repo r WHERE r.removed_at IS NOT NULL)
           ELSE lists.reads END,
           (SELECT repo_list_text(array_agg(m.account_group)) FROM group_member m
             WHERE m.account = known.id AND m.is_manager)
      INTO lists.reads, groups;
    IF known.is_admin THEN
        lists.triages := lists.reads;
        lists.admins := lists.reads;
    END IF;
    -- As assignments, which need no executor.
    done := set_config('nopanic.account', coalesce(known.id::text, ''), true);
    done := set_config('nopanic.admin', CASE WHEN known.is_admin THEN 'yes' ELSE '' END, true);
    done := set_config('nopanic.reads', coalesce(lists.reads, ''), true);
    done := set_config('nopanic.triages', coalesce(lists.triages, ''), true);
    done := set_config('nopanic.admins', coalesce(lists.admins, ''), true);
    done := set_config('nopanic.manages', coalesce(groups, ''), true);
    account := known.id;
    account_name := known.name;
    is_admin := coalesce(known.is_admin, false);
    manages := groups IS NOT NULL;
    visited_at := epoch(known.visited_at);
    RETURN NEXT;
END $$;

-- Whether the password of a session was given in the quarter of an hour before its_now; asked by
-- pages, which may not read sessions.
CREATE FUNCTION session_is_fresh(its_digest bytea, its_now timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM session s
                    WHERE s.digest = its_digest AND s.confirmed_at > its_now - interval '15 minutes');
$$;

-- Whether logins of an account ask for a second factor; asked by pages, which may not read how.
CREATE FUNCTION has_second_factor(its_account bigint) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM account a WHERE a.id = its_account AND a.totp_since IS NOT NULL);
$$;

-- What tells whether the hub works, for a role that may not look itself: the age of what the roll job
-- has left waiting, in seconds.  The oldest rows of a heap are at its front, so a sample is enough.
CREATE FUNCTION pending_age() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT coalesce(extract(epoch FROM clock_timestamp() - min(p.at)), 0)::bigint
      FROM (SELECT at FROM pending LIMIT 1000) p;
$$;
