-- Statements of lib/hub/crasher.c.  What is pending is added to the rows of a page, after they are
-- chosen.

-- name: crasher_list_open(repo bigint, severity bigint, skip bigint)
-- What a list shows without filters: one index gives the rows in their order.
SELECT c.*, epoch(c.first_at) AS first_seen,
       epoch(greatest(c.last_at, n.at)) AS last_seen, c.counted + n.crashes AS crashes,
       NULL AS repo, false AS may_triage, p.path, t.name AS target
  FROM (SELECT k.id, k.title, k.severity, k.rank, k.state, k.duplicate_of, k.function, k.file, k.line,
               k.reproduces, k.package, (SELECT a.name FROM account a WHERE a.id = k.assignee) AS assignee,
               false AS muted,
               k.target AS first_target, k.first_seen AS first_at, k.last_seen AS last_at,
               k.crashes AS counted, k.targets
          FROM crasher k
         WHERE k.repo = :repo AND k.state IN ('open', 'triaged', 'regressed') AND k.rank <= :severity
           AND NOT is_muted(k.muted_until, k.muted_crashes, k.crashes)
         ORDER BY k.rank, k.id DESC LIMIT 51 OFFSET :skip) c
  JOIN package p ON p.id = c.package
  JOIN target t ON t.id = c.first_target
  JOIN LATERAL (SELECT count(*) AS crashes, max(x.at) AS at FROM pending x WHERE x.crasher = c.id) n ON true
 ORDER BY c.rank, c.id DESC;

-- name: crasher_list(filter text, skip bigint)
SELECT k.id, k.title, k.severity, k.state, k.duplicate_of, k.function, k.file, k.line, k.reproduces, k.package,
       (SELECT a.name FROM account a WHERE a.id = k.assignee) AS assignee,
       is_muted(k.muted_until, k.muted_crashes, k.crashes) AS muted, epoch(k.first_seen) AS first_seen,
       epoch(greatest(k.last_seen, n.at)) AS last_seen, k.crashes + n.crashes AS crashes, k.targets,
       r.name AS repo, may_triage(k.repo) AS may_triage, p.path, t.name AS target
  FROM crasher_search(:filter::jsonb, :skip) s
  JOIN crasher k ON k.id = s.id
  JOIN repo r ON r.id = k.repo
  JOIN package p ON p.id = k.package
  JOIN target t ON t.id = k.target
  JOIN LATERAL (SELECT count(*) AS crashes, max(x.at) AS at FROM pending x WHERE x.crasher = k.id) n ON true
 ORDER BY s.place;

-- name: crasher_list_packages(packages bigint[], most bigint)
-- The worst open ones of each package that are not muted, by one index, and the first target of each that
-- reaches it; not whose they are, which a package does not show.
SELECT k.id, k.title, k.severity, k.state, k.duplicate_of, k.function, k.file, k.line, k.reproduces,
       NULL AS assignee, false AS muted,
       epoch(k.first_seen) AS first_seen,
       epoch(greatest(k.last_seen, n.at)) AS last_seen, k.crashes + n.crashes AS crashes,
       q.package, NULL AS repo, false AS may_triage, NULL AS path, t.name AS target, w.targets
  FROM unnest(:packages) AS q (package)
 CROSS JOIN LATERAL (SELECT ct.rank, ct.crasher, min(ct.target) AS target, count(*) AS targets
                       FROM crasher_target ct
                      WHERE ct.package = q.package AND ct.open
                      GROUP BY ct.rank, ct.crasher
                      ORDER BY ct.rank, ct.crasher DESC LIMIT :most) w
  JOIN crasher k ON k.id = w.crasher AND NOT is_muted(k.muted_until, k.muted_crashes, k.crashes)
  JOIN target t ON t.id = w.target
  JOIN LATERAL (SELECT count(*) AS crashes, max(x.at) AS at FROM pending x WHERE x.crasher = w.crasher) n ON true
 ORDER BY q.package, w.rank, w.crasher DESC;

-- name: crasher_find(id bigint)
SELECT c.id, c.title, c.severity, c.state, c.duplicate_of, c.function, c.file, c.line, c.package,
       epoch(c.first_seen) AS first_seen,
       epoch(greatest(c.last_seen, n.at)) AS last_seen, c.crashes + n.crashes AS crashes,
       p.path, t.name AS target, c.target AS target_id, c.targets, c.repo AS repo_id, r.name AS repo, r.source_link, r.compare_link, c.severity_reason, c.engine, c.kind, c.message, c.frames, c.stacks,
       c.weak, c.reproduces, c.fixed_commit, epoch(c.fix_confirmed_at) AS fix_confirmed_at,
       epoch(c.state_at) AS state_at,
       (SELECT a.name FROM account a WHERE a.id = c.assignee) AS assignee, is_muted(c.muted_until, c.muted_crashes, c.crashes) AS muted,
       epoch(c.muted_until) AS muted_until, greatest(c.muted_crashes - c.crashes - n.crashes, 0) AS muted_left,
       may_triage(c.repo) AS may_triage, c.steps,
       EXISTS (SELECT FROM subscription s WHERE s.account = me() AND s.crasher = c.id AND s.made_by IS NULL) AS starred,
       EXISTS (SELECT FROM crasher k WHERE k.duplicate_of = c.id) AS has_merged,
       EXISTS (SELECT FROM comment m WHERE m.crasher = c.id) AS has_comments,
       EXISTS (SELECT FROM ticket k WHERE k.crasher = c.id) AS has_ticket,
       n.crashes AS pending, c.first_run, f.commit_id AS first_commit, g.id AS good_run, g.commit_id AS good_commit, l.id AS last_run, l.commit_id AS last_commit,
       z.signature, z.signatures,
       (SELECT string_agg(concat_ws(' ', y.day - date '1970-01-01', 0, 0, y.crashes), ' ')
          FROM crasher_day y
         WHERE y.crasher = c.id AND y.day > current_date - 30) AS activity
  FROM crasher c
  JOIN repo r ON r.id = c.repo
  JOIN package p ON p.id = c.package
  JOIN target t ON t.id = c.target
  JOIN LATERAL (SELECT count(*) AS crashes, max(x.at) AS at, max(x.run) AS run FROM pending x
                 WHERE x.crasher = c.id) n ON true
  JOIN LATERAL (SELECT (array_agg(s.text ORDER BY s.created_at, s.digest))[1] AS signature,
                       count(*) AS signatures
                  FROM signature s WHERE s.crasher = c.id) z ON true
  LEFT JOIN run f ON f.id = c.first_run
  LEFT JOIN run g ON g.id = c.good_run
  LEFT JOIN run l ON l.id = greatest(c.last_run, n.run)
 WHERE c.id = :id;
