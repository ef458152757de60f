-- The tables of the yardsticks, in a database of their own.
CREATE TABLE bucket (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    signature text NOT NULL UNIQUE,
    crashes bigint NOT NULL DEFAULT 1,
    last_seen timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE crash (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bucket bigint NOT NULL REFERENCES bucket,
    at timestamptz NOT NULL DEFAULT now(),
    log text NOT NULL,
    input bytea NOT NULL
);
CREATE INDEX crash_bucket ON crash (bucket);
-- 10,000 crashes of 200 bugs, each with a log of 4.8 kB and an input of 1 kB: psql -v log=LOG.
INSERT INTO bucket (signature)
    SELECT format('AddressSanitizer: heap-buffer-overflow [@ png_read_row_v%s]', lpad(n::text, 3, '0'))
      FROM generate_series(1, 200) n;
INSERT INTO crash (bucket, at, log, input)
    SELECT 1 + n % 200, now() - (10000 - n) * interval '1 second', replace(:'log', '@C@', lpad(n::text, 16, '0')),
           decode(repeat('5a', 1024), 'hex')
      FROM generate_series(1, 10000) n;
CREATE TABLE page (id int PRIMARY KEY, body text NOT NULL);
INSERT INTO page SELECT n, repeat(md5(n::text), 16) FROM generate_series(1, 1000) n;
VACUUM ANALYZE;
