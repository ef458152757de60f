-- New crashers of a repository, as posts would store them: psql -v repo=NAME -v first=N -v count=N.
WITH r AS (SELECT r.id AS repo, p.id AS package, t.id AS target, u.id AS run
             FROM repo r JOIN package p ON p.repo = r.id JOIN target t ON t.package = p.id JOIN run u ON u.repo = r.id
            WHERE r.name = :'repo'
), made AS (
    INSERT INTO crasher (repo, severity, severity_reason, engine, kind, title, message, function, file, line, package,
                         target, first_run, last_run, crashes)
    SELECT r.repo, (ARRAY['low', 'medium', 'high', 'critical'])[1 + n % 4], 'why', 'go', 'panic', 'index out of range in f' || n,
           'index out of range', 'example.org/burst.f' || n, 'burst.go', n, r.package, r.target, r.run, r.run, 1
      FROM r, generate_series(:first, :first + :count - 1) n
    RETURNING id, repo, first_run)
INSERT INTO event (repo, kind, crasher, run) SELECT m.repo, 'new', m.id, m.first_run FROM made m ORDER BY m.id;
