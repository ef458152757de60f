-- Statements of lib/hub/health.c.

-- name: health_read()
SELECT (SELECT max(version) FROM schema_version) AS version, pending_age() AS pending_age,
       current_setting('server_version') AS server, current_setting('synchronous_commit') AS synchronous_commit,
       current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
       pg_is_in_recovery() AS read_only;
