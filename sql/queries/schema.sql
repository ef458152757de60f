-- Statements of lib/hub/schema.c.

-- name: schema_exists()
SELECT to_regclass('schema_version') IS NOT NULL AS found;

-- name: schema_version()
SELECT coalesce(max(version), 0) AS version FROM schema_version;

-- name: schema_lock()
-- Until the end of the transaction only one migration works; a second one waits for it.
SELECT set_config('lock_timeout', '60s', true), pg_advisory_xact_lock(7239514);

-- name: schema_add(version bigint)
INSERT INTO schema_version (version) VALUES (:version);
