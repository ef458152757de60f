-- Statements of lib/hub/run.c.

-- name: run_find(id bigint)
SELECT r.id, p.name AS repo, p.source_link, r.commit_id, r.branch, r.origin, r.link,
       epoch(r.started_at) AS started_at, x.*
  FROM run r
  JOIN repo p ON p.id = r.repo
  JOIN LATERAL run_totals(r.id) x ON true
 WHERE r.id = :id;

-- name: run_list(repo bigint, before bigint)
SELECT r.*, x.*
  FROM (SELECT q.id, NULL AS repo, NULL AS source_link, q.commit_id, q.branch, q.origin, q.link,
               epoch(q.started_at) AS started_at
          FROM run q WHERE q.repo = :repo AND q.id < :before
         ORDER BY q.id DESC LIMIT 51) r
  JOIN LATERAL run_totals(r.id) x ON true
 ORDER BY r.id DESC;
