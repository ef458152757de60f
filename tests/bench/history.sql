-- Fills an empty hub with the past: psql -v times=N, where once (1) means 50 repositories, each with 4
-- packages of 3 targets, fuzzed every 36 hours for 30 days, with 40 crashers of 10 crashes each; N
-- times is N times as long a past, with N times as many runs, crashers and crashes.
\set ON_ERROR_STOP on
\set repos 50
SET client_min_messages = warning;
TRUNCATE repo, package, target, run, result, log, blob, crasher, signature, crasher_target, crash, pending,
         activity, crasher_day, event, post, repo_status RESTART IDENTITY CASCADE;
BEGIN;
SET LOCAL maintenance_work_mem = '256MB';
SET LOCAL work_mem = '64MB';

INSERT INTO repo (name, public) SELECT format('bench/repo-%s', n), n % 2 = 0 FROM generate_series(1, :repos) n;
INSERT INTO package (repo, path) SELECT r.id, 'lib/part-' || n FROM repo r, generate_series(1, 4) n;
INSERT INTO target (repo, package, name, engine)
    SELECT p.repo, p.id, 'fuzz_part_' || n, 'libfuzzer' FROM package p, generate_series(1, 3) n;

INSERT INTO run (repo, key, commit_id, branch, origin, started_at)
    SELECT r.id, 'run-' || n, encode(substring(sha256((r.id || '/' || n)::bytea) FOR 20), 'hex'), 'main', 'CI',
           now() - (20 * :times - n) * interval '36 hours' - r.id * interval '1 minute'
      FROM generate_series(1, 20 * :times) n, repo r ORDER BY n, r.id;

-- Nobody else may analyse what this transaction has locked, and a join planned for empty tables takes hours.
ANALYZE repo;
ANALYZE package;
ANALYZE target;
ANALYZE run;

-- A log of 4.8 kB and an input of 1 kB for each run.
INSERT INTO blob (repo, sha256, bytes)
    SELECT r.repo, sha256(t.bytes), t.bytes
      FROM run r, LATERAL (SELECT convert_to(replace(replace(:'log', '@C@', lpad(r.id::text, 16, '0')), '@S@', 'aa'),
                                             'UTF8') AS bytes
                           UNION ALL
                           SELECT substring(decode(repeat(md5(r.id::text), 64), 'hex') FOR 1024)) t;

-- Runs are numbered by time: the k-th of a repository is run (k - 1) * :repos + its number.  Two
-- crashers are new in each.
CREATE TEMP TABLE bug AS
    SELECT row_number() OVER (ORDER BY n, r.id) AS id, r.id AS repo, n, p.id AS package, t.id AS target,
           (n - 1) / 2 * :repos + r.id AS first_run
      FROM generate_series(1, 40 * :times) n
     CROSS JOIN repo r
     CROSS JOIN LATERAL (SELECT id FROM package WHERE repo = r.id ORDER BY id OFFSET n % 4 LIMIT 1) p
     CROSS JOIN LATERAL (SELECT id FROM target WHERE package = p.id ORDER BY id OFFSET n % 3 LIMIT 1) t;
ANALYZE bug;
-- What it would find is known here: the run before.
ALTER TABLE crasher DISABLE TRIGGER crasher_good;
INSERT INTO crasher (id, repo, state, severity, severity_reason, engine, kind, title, message, function, file,
                     line, frames, stacks, trace, package, target, first_run, good_run, first_seen, last_run, last_seen, crashes)
    OVERRIDING SYSTEM VALUE
    SELECT b.id, b.repo, (ARRAY['open', 'fixed', 'triaged', 'fixed', 'wontfix'])[1 + b.n % 5],
           (ARRAY['medium', 'high', 'low', 'critical'])[1 + b.n % 4], 'read beyond a heap buffer', 'libfuzzer',
           'heap-buffer-overflow READ', 'heap-buffer-overflow READ in row_read_' || b.n,
           'heap-buffer-overflow on address 0x602000001234', 'row_read_' || b.n, '/src/image/row.c', 593,
           (SELECT jsonb_agg(jsonb_build_object('function', CASE WHEN f = 1 THEN 'row_read_' || b.n ELSE 'step_' || f END,
                                                'file', '/src/image/row.c', 'line', 100 + f, 'in_app', f < 9))
              FROM generate_series(1, 14) f),
           jsonb_build_array(jsonb_build_object('label', 'allocated by thread T0 here', 'frames',
               (SELECT jsonb_agg(jsonb_build_object('function', 'step_' || f, 'file', '/src/image/row.c', 'line', f,
                                                    'in_app', true)) FROM generate_series(1, 6) f))),
           ARRAY[b.n, -1 - b.n / 2, -1000 - b.n / 4, -4, -5, -6, -7, -8], b.package, b.target, b.first_run,
           CASE WHEN b.first_run > :repos THEN b.first_run - :repos END, u.started_at, b.first_run, u.started_at, 10
      FROM bug b JOIN run u ON u.id = b.first_run ORDER BY b.id;
ALTER TABLE crasher ENABLE TRIGGER crasher_good;
SELECT setval(pg_get_serial_sequence('crasher', 'id'), max(id)) FROM crasher;
INSERT INTO signature (repo, digest, crasher, version, text)
    SELECT c.repo, sha256(convert_to('history ' || c.id, 'UTF8')), c.id, 'san-1', 'history ' || c.id FROM crasher c;
ALTER TABLE crasher_target DISABLE TRIGGER crasher_target_count;
INSERT INTO crasher_target (crasher, target, repo, package, first_seen)
    SELECT c.id, c.target, c.repo, c.package, c.first_seen FROM crasher c
    UNION ALL
    SELECT c.id, t.id, c.repo, c.package, c.first_seen
      FROM crasher c JOIN target t ON t.package = c.package AND t.id <> c.target WHERE c.id % 3 = 0;
ALTER TABLE crasher_target ENABLE TRIGGER crasher_target_count;
ANALYZE crasher;
ANALYZE crasher_target;
UPDATE crasher c SET targets = n.targets
  FROM (SELECT crasher, count(*) AS targets FROM crasher_target GROUP BY crasher) n WHERE n.crasher = c.id;
UPDATE target t SET crashers = n.crashers
  FROM (SELECT target, count(*) AS crashers FROM crasher_target WHERE open GROUP BY target) n WHERE n.target = t.id;
INSERT INTO event (repo, kind, crasher, run, at, dispatched_at)
    SELECT c.repo, 'new', c.id, c.first_run, c.first_seen, c.first_seen FROM crasher c ORDER BY c.id;

-- Every target has a result in every run.
INSERT INTO result (repo, run, package, target, state, executions, executions_per_second, new_interesting, corpus,
                    coverage, elapsed_ms, peak_rss_mb, at)
    SELECT u.repo, u.id, t.package, t.id, 'ok', 100000 + t.id, 4000, 12, 340, 611, 60000, 61, u.started_at
      FROM run u JOIN target t ON t.repo = u.repo ORDER BY u.id, t.id;

-- 10 crashes of each crasher, two at a time, from the run that found it on and round again.
CREATE TEMP TABLE hit AS
    SELECT row_number() OVER (ORDER BY u.id, b.id) AS id, b.repo, b.id AS crasher, b.target, u.id AS run, u.started_at,
           row_number() OVER (PARTITION BY b.id ORDER BY u.id DESC) AS newest
      FROM bug b
     CROSS JOIN generate_series(1, 10) hit
      JOIN run u ON u.id = ((b.first_run - 1) / :repos + hit / 2) % (20 * :times) * :repos + b.repo;
ANALYZE hit;
ANALYZE result;
UPDATE result x SET state = 'crashed', logs = h.n
  FROM (SELECT run, target, count(*) AS n FROM hit GROUP BY run, target) h
 WHERE x.run = h.run AND x.target = h.target;
INSERT INTO log (id, repo, run, result, target, digest, state, blob, size, at) OVERRIDING SYSTEM VALUE
    SELECT h.id, h.repo, h.run, x.id, h.target, sha256(int8send(h.id)), 'crashed',
           CASE WHEN h.newest <= 40 THEN l.sha256 END, 4800, h.started_at
      FROM hit h
      JOIN result x ON x.run = h.run AND x.target = h.target
      JOIN LATERAL (SELECT sha256(convert_to(replace(replace(:'log', '@C@', lpad(h.run::text, 16, '0')), '@S@', 'aa'),
                                             'UTF8')) AS sha256) l ON true
     ORDER BY h.id;
INSERT INTO crash (id, repo, crasher, run, target, log, input, input_name, kept, at) OVERRIDING SYSTEM VALUE
    SELECT h.id, h.repo, h.crasher, h.run, h.target, h.id,
           sha256(substring(decode(repeat(md5(h.run::text), 64), 'hex') FOR 1024)), 'crash-' || md5(h.id::text),
           h.newest <= 40, h.started_at
      FROM hit h ORDER BY h.id;
SELECT setval(pg_get_serial_sequence('log', 'id'), max(id)), setval(pg_get_serial_sequence('crash', 'id'), max(id))
  FROM crash;

UPDATE crasher c SET last_run = h.run, last_seen = h.at
  FROM (SELECT crasher, max(run) AS run, max(started_at) AS at FROM hit GROUP BY crasher) h WHERE c.id = h.crasher;
INSERT INTO activity (repo, package, day, logs, crashes, executions)
    SELECT u.repo, x.package, (u.started_at AT TIME ZONE 'UTC')::date, sum(x.logs),
           sum(x.logs) FILTER (WHERE x.state = 'crashed'), sum(x.executions)
      FROM run u JOIN result x ON x.run = u.id GROUP BY 1, 2, 3;
INSERT INTO crasher_day (crasher, repo, day, crashes)
    SELECT crasher, repo, (started_at AT TIME ZONE 'UTC')::date, count(*) FROM hit GROUP BY 1, 2, 3;
SELECT run_count(id) FROM run;
SELECT repo_refresh(id), repo_activity(id) FROM repo;
DROP TABLE bug, hit;
COMMIT;
VACUUM ANALYZE;
CHECKPOINT;
