-- Statements of lib/hub/triage.c.

-- name: triage_step(crasher bigint, deed text, expected text, commit text, reason text)
-- The state before.
SELECT triage_step(:crasher, :deed, :expected, :commit, :reason) AS was;
