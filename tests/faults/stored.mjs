// What the database holds after a storm, against what the clients were told.

// Figures of one moment; each names what it counts.
const FIGURES = `
WITH told AS (SELECT * FROM jsonb_to_recordset($told$TOLD$told$)
                     AS t (input text, run bigint, crasher bigint, is_new boolean)),
stored AS (
    SELECT c.input_name AS input, c.run, c.crasher, b.sha256 IS NOT NULL AS whole
      FROM crash c
      LEFT JOIN log l ON l.id = c.log
      LEFT JOIN blob b ON b.repo = l.repo AND b.sha256 = l.blob)
SELECT (SELECT count(*) FROM told t
         WHERE NOT EXISTS (SELECT FROM stored s WHERE s.input = t.input AND s.whole)) AS lost,
       (SELECT count(*) - count(DISTINCT input) FROM stored) AS doubled,
       (SELECT count(*) FROM told t JOIN stored s ON s.input = t.input
         WHERE (s.run, s.crasher) IS DISTINCT FROM (t.run, t.crasher)) AS told_wrongly,
       (SELECT count(*) FROM crash) AS crashes,
       (SELECT count(*) FROM log) AS logs,
       (SELECT count(*) FROM post) AS keys,
       (SELECT count(*) FROM crasher) AS crashers,
       (SELECT count(*) FROM crasher c
         WHERE 1 <> (SELECT count(*) FROM event e
                      WHERE e.crasher = c.id AND e.kind = 'new')) AS events_wrong,
       (SELECT count(*) FROM crasher c
         WHERE 1 <> (SELECT count(*) FROM told t WHERE t.crasher = c.id AND t.is_new)) AS news_wrong,
       (SELECT sum(crashes) FROM crasher)
           + (SELECT count(*) FROM pending WHERE crasher IS NOT NULL) AS counted,
       (SELECT sum(logs) FROM result)
           + (SELECT count(*) FROM pending WHERE result IS NOT NULL) AS counted_logs,
       coalesce((SELECT sum(crashes) FROM activity), 0)
           + (SELECT coalesce(sum(crashes), 0) FROM pending) AS counted_days`;

export function figures(hub, told) {
    return hub.rows(FIGURES.replace('TOLD', () => JSON.stringify(told)).trim())[0];
}
