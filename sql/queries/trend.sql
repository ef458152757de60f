-- Statements of lib/hub/trend.c.

-- name: trend_list(repo bigint, target bigint, since bigint, step bigint, skip bigint)
-- Of each fuzz function, or of the one that is given, the last result of each of thirty steps, found by
-- one index however many there were; five numbers for each step that has one: which, and what the
-- result told, -1 for what it did not.
SELECT t.id, t.name, t.path, t.package,
       (SELECT string_agg(concat_ws(' ', g.n, coalesce(x.executions_per_second, -1), coalesce(x.coverage, -1),
                                    coalesce(x.corpus, -1), coalesce(x.new_interesting, -1)), ' ' ORDER BY g.n)
          FROM generate_series(0, 29) AS g (n)
         CROSS JOIN LATERAL (
               SELECT r.executions_per_second, r.coverage, r.corpus, r.new_interesting FROM result r
                WHERE r.target = t.id AND r.at >= to_timestamp(:since + g.n * :step)
                  AND r.at < to_timestamp(:since + (g.n + 1) * :step)
                ORDER BY r.at DESC LIMIT 1) x) AS points
  FROM (SELECT f.id, f.name, p.path, p.id AS package FROM target f JOIN package p ON p.id = f.package
         WHERE f.repo = :repo AND (:target = 0 OR f.id = :target)
         ORDER BY p.path, f.name LIMIT 51 OFFSET :skip) t
 ORDER BY t.path, t.name;

-- name: trend_crashes(repo bigint, package bigint, since bigint, step bigint)
-- How often a package crashed in each of thirty steps, by its days: one belongs to the step that has its noon.
SELECT string_agg(concat_ws(' ', s.n, s.crashes), ' ' ORDER BY s.n) AS points
  FROM (SELECT least((extract(epoch FROM d.day) + 43200 - :since)::bigint / :step, 29) AS n, sum(coalesce(a.crashes, 0)) AS crashes
          FROM generate_series((to_timestamp(:since) AT TIME ZONE 'UTC')::date::timestamp, (now() AT TIME ZONE 'UTC')::date, interval '1 day') AS d (day)
          LEFT JOIN activity a ON a.repo = :repo AND a.day = d.day::date AND a.package = :package
         WHERE extract(epoch FROM d.day) + 43200 >= :since
         GROUP BY 1) s;
