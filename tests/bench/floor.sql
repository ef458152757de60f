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
INSERT INTO bucket (signature) SELECT 'heap-buffer-overflow in row_read_' || n FROM generate_series(1, 400) n;
INSERT INTO crash (bucket, log, input) SELECT 1 + n % 400, 'log', 'input' FROM generate_series(1, 10000) n;
CREATE TABLE page (id int PRIMARY KEY, body text NOT NULL);
INSERT INTO page SELECT n, repeat(md5(n::text), 16) FROM generate_series(1, 1000) n;
