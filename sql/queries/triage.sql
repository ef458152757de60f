-- Statements of lib/hub/triage.c.

-- name: triage_step(crasher bigint, deed text, expected text, commit text, reason text)
-- The state before.
SELECT triage_step(:crasher, :deed, :expected, :commit, :reason) AS was;

-- name: triage_assign(crasher bigint, who text)
SELECT triage_assign(:crasher, :who) AS changed;

-- name: triage_mute(crasher bigint, until text, more bigint)
SELECT triage_mute(:crasher, nullif(:until, '')::date, :more);

-- name: triage_merge(crasher bigint, other bigint, expected text)
SELECT triage_merge(:crasher, :other, :expected);

-- name: triage_split(crasher bigint, other bigint)
SELECT triage_split(:crasher, :other);

-- name: triage_merged(crasher bigint)
-- What was merged into a crasher by hand, the newest first.
SELECT k.id, k.title, e.at
  FROM crasher k
  JOIN LATERAL (SELECT epoch(x.at) AS at, x.detail FROM event x
                 WHERE x.crasher = k.id AND x.kind = 'duplicate' ORDER BY x.id DESC LIMIT 1) e ON true
 WHERE k.repo = (SELECT c.repo FROM crasher c WHERE c.id = :crasher) AND k.duplicate_of = :crasher
   AND e.detail ? 'before' AND (e.detail ->> 'crasher')::bigint = :crasher
 ORDER BY e.at DESC, k.id DESC LIMIT 50;
