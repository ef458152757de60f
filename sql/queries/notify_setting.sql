-- Statements of lib/hub/notify_setting.c.

-- name: notify_setting_find()
SELECT coalesce(n.zone, 'UTC') AS zone, to_char(n.quiet_from, 'HH24:MI') AS quiet_from,
       to_char(n.quiet_until, 'HH24:MI') AS quiet_until,
       to_char(coalesce(n.digest_at, '08:00'), 'HH24:MI') AS digest_at, coalesce(n.digest_day, 1) AS digest_day,
       CASE WHEN n.away_until > now() THEN epoch(n.away_until) END AS away_until,
       CASE WHEN n.away_until > now() THEN to_char(n.away_until AT TIME ZONE n.zone, 'YYYY-MM-DD') END AS away_day,
       a.email, a.confirmed
  FROM my_address() a LEFT JOIN notify_setting n ON n.account = me();

-- name: notify_setting_zone(zone text)
SELECT z.name FROM pg_timezone_names z WHERE lower(z.name) = lower(:zone) AND length(z.name) <= 60 LIMIT 1;

-- name: notify_setting_set(zone text, quiet_from text, quiet_until text, digest_at text, digest_day bigint, away_day text)
INSERT INTO notify_setting AS n (account, zone, quiet_from, quiet_until, digest_at, digest_day, away_until)
VALUES (me(), :zone, :quiet_from::time, :quiet_until::time, :digest_at::time, :digest_day, CASE WHEN :away_day IS NOT NULL THEN least(:away_day::date, current_date + 1830)::timestamp AT TIME ZONE :zone END)
ON CONFLICT (account) DO UPDATE
   SET (zone, quiet_from, quiet_until, digest_at, digest_day, away_until) =
       (excluded.zone, excluded.quiet_from, excluded.quiet_until, excluded.digest_at, excluded.digest_day, excluded.away_until);
