-- For pgbench: what floor_ingest stores, without nginx, FastCGI and JSON.
\set bug random(1, 400)
\set n random(1, 1000000000000)
WITH found AS (
    INSERT INTO bucket (signature) VALUES ('heap-buffer-overflow in ' || :bug) ON CONFLICT (signature)
        DO UPDATE SET crashes = bucket.crashes + 1, last_seen = now() RETURNING id)
INSERT INTO crash (bucket, log, input)
    SELECT id, replace(:log, '@C@', :n::text), int8send(:n::bigint) || :input::bytea FROM found;
