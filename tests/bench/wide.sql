-- A repository with so many crashers, the first of which has so many crashes: psql -v name=NAME -v crashers=N
-- -v crashes=N
\set ON_ERROR_STOP on
SET client_min_messages = warning;
BEGIN;
INSERT INTO repo (name) VALUES (:'name');
SELECT id AS repo FROM repo WHERE name = :'name' \gset
INSERT INTO package (repo, path) VALUES (:repo, 'lib/wide');
SELECT id AS package FROM package WHERE repo = :repo \gset
INSERT INTO target (repo, package, name, engine) VALUES (:repo, :package, 'fuzz_wide', 'libfuzzer');
SELECT id AS target FROM target WHERE package = :package \gset
INSERT INTO run (repo, key, commit_id, branch, origin, started_at)
    VALUES (:repo, 'wide', repeat('a', 40), 'main', 'CI', now() - interval '300 days');
SELECT id AS run FROM run WHERE repo = :repo \gset

-- A day of them is seen last on each of 300 days.
INSERT INTO crasher (repo, state, severity, severity_reason, engine, kind, title, message, function, file, line, frames,
                     trace, package, target, first_run, first_seen, last_run, last_seen, crashes, targets,
                     source_due)
    SELECT :repo, (ARRAY['open', 'fixed', 'triaged', 'fixed', 'wontfix'])[1 + n % 5],
           (ARRAY['medium', 'high', 'low', 'critical'])[1 + n % 4], 'read beyond a heap buffer', 'libfuzzer',
           'heap-buffer-overflow READ', 'heap-buffer-overflow READ in wide_read_' || n,
           'heap-buffer-overflow on address 0x602000001234', 'wide_read_' || n, '/src/wide/row.c', n,
           jsonb_build_array(jsonb_build_object('function', 'wide_read_' || n), jsonb_build_object('function', 'wide_step')),
           ARRAY[n, -n], :package, :target, :run, now() - (n % 300) * interval '1 day', :run,
           now() - (n % 300) * interval '1 day', n % 1000, 1, NULL
      FROM generate_series(1, :crashers) n;
INSERT INTO signature (repo, digest, crasher, version, text)
    SELECT :repo, sha256(convert_to('wide ' || id, 'UTF8')), id, 'san-1', 'wide ' || id FROM crasher WHERE repo = :repo;
ALTER TABLE crasher_target DISABLE TRIGGER crasher_target_count;
INSERT INTO crasher_target (crasher, target, repo, package) SELECT id, :target, :repo, :package FROM crasher WHERE repo = :repo;
ALTER TABLE crasher_target ENABLE TRIGGER crasher_target_count;

SELECT min(id) AS crasher FROM crasher WHERE repo = :repo \gset
INSERT INTO log (repo, run, result, target, digest, state, size)
    VALUES (:repo, :run, :run, :target, sha256('wide'), 'crashed', 100);
SELECT id AS log FROM log WHERE run = :run \gset
INSERT INTO crash (repo, crasher, run, target, log, kept, at)
    SELECT :repo, :crasher, :run, :target, :log, n > :crashes - 40, now() - (:crashes - n) * interval '1 second'
      FROM generate_series(1, :crashes) n;
UPDATE crasher SET crashes = :crashes, last_seen = now() WHERE id = :crasher;
SELECT repo_refresh(:repo);
COMMIT;
VACUUM ANALYZE crasher, crasher_target, signature, crash;
