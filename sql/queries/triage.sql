-- Statements of lib/hub/triage.c.

-- name: triage_step(crasher bigint, deed text, expected text, commit text, reason text)
-- The state before.
SELECT triage_step(:crasher, :deed, :expected, :commit, :reason) AS was;

-- name: triage_assign(crasher bigint, who text)
SELECT triage_assign(:crasher, :who) AS changed;

-- name: triage_mute(crasher bigint, until text, more bigint)
SELECT triage_mute(:crasher, nullif(:until, '')::date, :more);
