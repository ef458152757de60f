-- Repositories, runs, crashes: what the hub is about.
--
-- A row of a table that belongs to a repository names it in column repo, on which row-level
-- security keys (005_access.sql).  The tables that grow with every post (log, blob, code, crash, pending,
-- post) carry no foreign keys to rows that many posts share, since checking one would lock that row's
-- tuple for each writer, and no CHECK, since each is parsed anew for each row.  They are written by two
-- functions, ingest_known() and ingest_store(), and repositories are never deleted under their feet:
-- removal marks the row, and the prune job takes the rest away later.

CREATE TABLE repo (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}/[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    folded text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,  -- capitals make no other name
    public boolean NOT NULL DEFAULT false,
    stale_days int CHECK (stale_days BETWEEN 1 AND 3650),  -- NULL: as the setting STALE_DAYS says
    source_link text CHECK (octet_length(source_link) <= 2000),   -- pattern with {commit} {file} {line}
    compare_link text CHECK (octet_length(compare_link) <= 2000), -- pattern with {from} {to}
    -- How its crashes are told apart, lib/crash/rules.h.  What was set on its page waits until all crashers
    -- are sorted by it (lib/hub/rebucket.h); then it is taken over, and the version counts up.
    frame_rules text NOT NULL DEFAULT '' CHECK (octet_length(frame_rules) <= 8192),
    signature_depth int NOT NULL DEFAULT 5 CHECK (signature_depth BETWEEN 1 AND 32),
    rules_version bigint NOT NULL DEFAULT 0,
    wanted_rules text CHECK (octet_length(wanted_rules) <= 8192),
    wanted_depth int CHECK (wanted_depth BETWEEN 1 AND 32),
    jira_project text,
    settings jsonb NOT NULL DEFAULT '{}',
    is_full boolean NOT NULL DEFAULT false,      -- holds all it may, by repo_measure(): takes no posts
    created_at timestamptz NOT NULL DEFAULT now(),
    removed_at timestamptz
);
CREATE UNIQUE INDEX repo_name ON repo (folded) WHERE removed_at IS NULL;
CREATE INDEX repo_public ON repo (id) WHERE public AND removed_at IS NULL;
CREATE INDEX repo_removed ON repo (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX repo_waiting ON repo (id) WHERE wanted_rules IS NOT NULL;

-- A role of an account or of a group, read < triage < admin, on a repository or on all whose names fit a
-- pattern, those of the future too.  A pattern is OWNER/NAME in which each part may have one *, which
-- stands for any run of characters; folded is its literal beginning, fits the pattern for LIKE.
CREATE TABLE repo_grant (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint REFERENCES repo ON DELETE CASCADE,
    pattern text CHECK (length(pattern) <= 201 AND pattern ~ '^[A-Za-z0-9._-]*[*]?[A-Za-z0-9._-]*/[A-Za-z0-9._-]*[*]?[A-Za-z0-9._-]*$'),
    folded text COLLATE "C" GENERATED ALWAYS AS (lower(split_part(pattern, '*', 1))) STORED,
    fits text GENERATED ALWAYS AS (replace(replace(lower(pattern), '_', '\_'), '*', '%')) STORED,
    account bigint REFERENCES account ON DELETE CASCADE,
    account_group bigint REFERENCES account_group ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('read', 'triage', 'admin')),
    rank int NOT NULL GENERATED ALWAYS AS (array_position(ARRAY['read', 'triage', 'admin'], role)) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(repo, pattern) = 1),
    CHECK (num_nonnulls(account, account_group) = 1),
    UNIQUE (repo, account),
    UNIQUE (repo, account_group)
);
CREATE UNIQUE INDEX repo_grant_pattern_account ON repo_grant (account, fits) WHERE repo IS NULL;
CREATE UNIQUE INDEX repo_grant_pattern_group ON repo_grant (account_group, fits) WHERE repo IS NULL;
CREATE INDEX repo_grant_account ON repo_grant (account);
CREATE INDEX repo_grant_group ON repo_grant (account_group);

-- A machine's token: what a JWT stands for.  The secret part is a signature and is stored nowhere.
CREATE TABLE token (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    jti text NOT NULL UNIQUE CHECK (length(jti) <= 64),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    scope text NOT NULL CHECK (scope IN ('ingest', 'read')),
    kid text,                                    -- of the key that signed it
    every_repo boolean NOT NULL DEFAULT false,   -- all repositories; with ingest also makes new ones
    -- Instead, OWNER/NAME in which each part may have one *, any run of characters; the same.
    pattern text CHECK (length(pattern) <= 201 AND pattern ~ '^[A-Za-z0-9._-]*[*]?[A-Za-z0-9._-]*/[A-Za-z0-9._-]*[*]?[A-Za-z0-9._-]*$'),
    fits text GENERATED ALWAYS AS (replace(replace(lower(pattern), '_', '\_'), '*', '%')) STORED,
    account bigint REFERENCES account ON DELETE CASCADE,  -- who made it; NULL for the command line
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    used_at timestamptz,                         -- brought up to date once a minute at most
    used_address text,
    warned_at timestamptz                        -- when its maker was told that it will expire
);
CREATE INDEX token_expires ON token (expires_at) WHERE revoked_at IS NULL AND warned_at IS NULL;
CREATE TABLE token_repo (
    token bigint NOT NULL REFERENCES token ON DELETE CASCADE,
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    PRIMARY KEY (token, repo)
);
CREATE INDEX token_repo_repo ON token_repo (repo);

-- What the index says of a repository, kept ready: computed anew whenever a post or a person changes
-- it (repo_refresh), never on a page view.
CREATE TABLE repo_status (
    repo bigint PRIMARY KEY REFERENCES repo ON DELETE CASCADE,
    packages int NOT NULL DEFAULT 0,
    packages_crashed int NOT NULL DEFAULT 0,
    targets int NOT NULL DEFAULT 0,
    critical int NOT NULL DEFAULT 0,             -- open crashers by severity
    high int NOT NULL DEFAULT 0,
    medium int NOT NULL DEFAULT 0,
    low int NOT NULL DEFAULT 0,
    -- These four as one number, to sort by: whoever has more of the worst comes first.
    weight bigint GENERATED ALWAYS AS ((least(critical, 32767)::bigint << 45) + (least(high, 32767)::bigint << 30)
                                       + (least(medium, 32767) << 15) + least(low, 32767)) STORED,
    last_run bigint,
    last_run_at timestamptz,                     -- of its last post
    last_commit text,
    last_branch text,
    last_origin text,
    failed text,                                 -- why the last run gives no verdict; NULL if it does
    -- Of the last 30 days, by repo_activity(): four numbers for each day on which something happened,
    -- the day since 1970, logs, failed logs, crashes.  And of the last of these days alone:
    activity text NOT NULL DEFAULT '',
    day date,
    day_logs bigint NOT NULL DEFAULT 0,
    day_failed bigint NOT NULL DEFAULT 0,
    day_executions bigint NOT NULL DEFAULT 0
);

CREATE TABLE package (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    path text NOT NULL CHECK (octet_length(path) <= 400),
    created_at timestamptz NOT NULL DEFAULT now(),
    activity text NOT NULL DEFAULT '',           -- of the last 30 days, as in repo_status
    -- By repo_refresh(): what of it is open.
    crashers int NOT NULL DEFAULT 0,
    targets_crashed int NOT NULL DEFAULT 0,
    worst int,                                   -- rank of the worst, NULL if none is open
    UNIQUE (repo, path)
);

CREATE TABLE target (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint NOT NULL,
    package bigint NOT NULL REFERENCES package ON DELETE CASCADE,
    name text NOT NULL CHECK (octet_length(name) <= 400),
    engine text NOT NULL CHECK (length(engine) <= 40),
    created_at timestamptz NOT NULL DEFAULT now(),
    crashers int NOT NULL DEFAULT 0,             -- open ones that it reaches
    UNIQUE (package, name)
);
CREATE INDEX target_repo ON target (repo);

-- One fuzzing of a repository at one commit.  key is the poster's; without one, posts of the same
-- commit and origin join the newest run that began less than an hour ago.
CREATE TABLE run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    key text CHECK (octet_length(key) <= 200),
    commit_id text CHECK (commit_id ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'),
    branch text CHECK (octet_length(branch) <= 400),
    origin text NOT NULL CHECK (octet_length(origin) <= 200),  -- "CI", "poller", "k8s job", "S3", …
    link text CHECK (octet_length(link) <= 2000),              -- the CI job's page, http(s) only
    job bigint,
    token bigint,
    started_at timestamptz NOT NULL DEFAULT now(),
    -- What its results come to, by run_count(); -1 where none told.
    targets int NOT NULL DEFAULT 0,
    packages int NOT NULL DEFAULT 0,
    targets_crashed int NOT NULL DEFAULT 0,
    targets_failed int NOT NULL DEFAULT 0,       -- gave no verdict
    failed text,                                 -- why the first of these did not
    executions bigint NOT NULL DEFAULT -1,
    executions_per_second bigint NOT NULL DEFAULT -1,
    new_interesting bigint NOT NULL DEFAULT -1,
    elapsed_ms bigint NOT NULL DEFAULT -1,
    crashers_new int NOT NULL DEFAULT 0,
    last_at timestamptz                          -- of the newest log
);
CREATE UNIQUE INDEX run_key ON run (repo, key) WHERE key IS NOT NULL;
CREATE INDEX run_repo ON run (repo, id DESC);
-- By the beginning of a commit, as people write it.
CREATE INDEX run_commit ON run (repo, commit_id COLLATE "C");
CREATE INDEX run_joinable ON run (repo, started_at DESC) WHERE key IS NULL;

-- What one target did in one run.  The first log makes the row, later ones are rolled into it.
CREATE TABLE result (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint NOT NULL,
    run bigint NOT NULL REFERENCES run ON DELETE CASCADE,
    package bigint NOT NULL,
    target bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('ok', 'crashed', 'timeout', 'oom', 'stalled', 'blocked',
                                         'setup_error', 'unparsed')),
    reason text,                                 -- in the tool's words
    failure text,                                -- why it gives no verdict: "build error", "stalled"
    executions bigint,                           -- the sum; NULL where no log told
    executions_per_second bigint,                -- of the newest log that told
    new_interesting bigint,
    corpus bigint,
    coverage bigint,
    elapsed_ms bigint,
    peak_rss_mb bigint,
    logs int NOT NULL DEFAULT 1,
    at timestamptz NOT NULL DEFAULT now(),       -- of the newest log
    UNIQUE (run, target)
);
CREATE INDEX result_target ON result (target, id DESC);
CREATE INDEX result_target_at ON result (target, at DESC);

-- One posted log of a result; append-only.  digest covers the text and the inputs sent with it, so
-- that the same content posted again is known.  blob is the text, NULL once it is no longer kept.
CREATE TABLE log (
    id bigint GENERATED ALWAYS AS IDENTITY,
    repo bigint NOT NULL,
    run bigint NOT NULL,
    result bigint NOT NULL,
    target bigint NOT NULL,
    digest bytea NOT NULL,
    state text NOT NULL,
    blob bytea,
    size bigint NOT NULL,                        -- bytes as posted; the blob may hold less
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run, id),
    UNIQUE (result, digest)
);
CREATE INDEX log_kept ON log (target, id DESC) WHERE blob IS NOT NULL;

-- Logs, inputs and source by content.  Per repository, so that nobody learns what others have.
CREATE TABLE blob (
    repo bigint NOT NULL,
    sha256 bytea NOT NULL,
    bytes bytea COMPRESSION lz4 NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT now(),  -- refreshed when content comes again; see prune
    PRIMARY KEY (repo, sha256)
) WITH (toast_tuple_target = 8160);  -- most logs fit into a page once compressed: one write less

-- Source files that were sent along with logs, as they are at one commit.  The first one counts: a commit
-- does not change.
CREATE TABLE code (
    repo bigint NOT NULL,
    commit_id text NOT NULL,
    name text NOT NULL,                          -- the last part of path
    path text NOT NULL,
    blob bytea NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (repo, commit_id, name, path)
);

-- The bug.  Nothing is updated here by a crash that is known: counts arrive from pending.
-- What a search looks through: of the frames their functions.
CREATE FUNCTION crasher_text(title text, function text, file text, message text, frames jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(left(title || E'\n' || coalesce(function, '') || E'\n' || coalesce(file, '') || E'\n' || message || E'\n'
                      || jsonb_path_query_array(frames, '$[*].function')::text, 20000));
$$;
-- The day, and the 32nd of a power of two: lists are sorted by what seldom changes first, which an index holds at little
-- cost, and within the same by the rest.
CREATE FUNCTION day_of(at timestamptz) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT (at AT TIME ZONE 'UTC')::date - date '1970-01-01';
$$;
CREATE FUNCTION magnitude(count bigint) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT floor(32 * ln(greatest(count, 1)::float8) / ln(2::float8))::int;
$$;

CREATE TABLE crasher (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'triaged', 'fixed', 'regressed', 'wontfix', 'duplicate')),
    duplicate_of bigint REFERENCES crasher,
    fixed_commit text,
    fix_confirmed_at timestamptz,
    severity text NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low')),
    rank int NOT NULL GENERATED ALWAYS AS
        (array_position(ARRAY['critical', 'high', 'medium', 'low'], severity)) STORED,
    severity_reason text NOT NULL,
    engine text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    message text NOT NULL,
    function text,                               -- of the frame to show first
    file text,
    line bigint,
    frames jsonb NOT NULL DEFAULT '[]',          -- of the crash that made it, innermost first
    stacks jsonb NOT NULL DEFAULT '[]',          -- allocated here, freed here, …
    trace bigint[] NOT NULL DEFAULT '{}',        -- digests of the frames that count, see lib/hub/likeness.h
    weak boolean NOT NULL DEFAULT false,
    reproduces boolean,                          -- whether the newest re-run of an input crashed; NULL: none
    package bigint NOT NULL,                     -- where it was first seen
    target bigint NOT NULL,
    assignee bigint REFERENCES account ON DELETE SET NULL,
    muted_until timestamptz,                     -- muted until then,
    muted_crashes bigint,                        -- or while it was seen less often than this
    first_run bigint NOT NULL,
    good_run bigint,                             -- the newest before it in which the target passed, see good_run()
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_run bigint NOT NULL,
    last_seen timestamptz NOT NULL DEFAULT now(),
    crashes bigint NOT NULL DEFAULT 0,           -- without what is pending
    targets int NOT NULL DEFAULT 0,              -- how many crasher_target names
    state_at timestamptz NOT NULL DEFAULT now(),
    last_day int NOT NULL GENERATED ALWAYS AS (day_of(last_seen)) STORED,
    often int NOT NULL GENERATED ALWAYS AS (magnitude(crashes)) STORED,
    words text NOT NULL GENERATED ALWAYS AS (crasher_text(title, function, file, message, frames)) STORED,
    source_due timestamptz DEFAULT now(),        -- when its source is to be looked for in the mirror; NULL: it was
    source_tries int NOT NULL DEFAULT 0,         -- so often its commit was not there
    CHECK ((state = 'duplicate') = (duplicate_of IS NOT NULL))
);
CREATE INDEX crasher_repo ON crasher (repo, id);
CREATE INDEX crasher_open ON crasher (repo, rank, id DESC) WHERE state IN ('open', 'triaged', 'regressed');
CREATE INDEX crasher_worst ON crasher (rank, id DESC) WHERE state IN ('open', 'triaged', 'regressed');
CREATE INDEX crasher_rank ON crasher (repo, rank, id DESC);
CREATE INDEX crasher_rank_of_all ON crasher (rank, id DESC);
CREATE INDEX crasher_last ON crasher (repo, last_day DESC);
CREATE INDEX crasher_often ON crasher (repo, often DESC);
CREATE INDEX crasher_last_of_all ON crasher (last_day DESC);
CREATE INDEX crasher_often_of_all ON crasher (often DESC);
CREATE INDEX crasher_words ON crasher USING gin (repo, words contrib.gin_trgm_ops);
CREATE INDEX crasher_muted ON crasher (repo) WHERE muted_until IS NOT NULL OR muted_crashes IS NOT NULL;
CREATE INDEX crasher_first_run ON crasher (first_run);
CREATE INDEX crasher_source ON crasher (repo, source_due) WHERE source_due IS NOT NULL;
CREATE INDEX crasher_frame1 ON crasher (repo, (trace[1]), id DESC);
CREATE INDEX crasher_frame2 ON crasher (repo, (trace[2]), id DESC);
CREATE INDEX crasher_duplicate ON crasher (duplicate_of) WHERE duplicate_of IS NOT NULL;
-- The weak ones, by the one target that a weak signature names.
CREATE INDEX crasher_weak ON crasher (target) WHERE weak AND state <> 'duplicate';

-- Which signatures mean which crasher.  Several may: a weak one that became strong, a merge, an
-- older version of the rule.  The text can be long, so the key is its SHA-256.
CREATE TABLE signature (
    repo bigint NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 32),
    crasher bigint NOT NULL REFERENCES crasher ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    version text NOT NULL CHECK (length(version) <= 40),
    text text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (repo, digest)
);
CREATE INDEX signature_crasher ON signature (crasher);

-- The targets that reach a crasher.  Whether it is open, and its rank, are copies that triggers keep, so
-- that the worst of a package are found by one index.
-- Filters of lists that an account keeps: an address of this site.
CREATE TABLE saved_filter (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    name text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 60),
    address text NOT NULL CHECK (octet_length(address) <= 8000)
);
CREATE UNIQUE INDEX saved_filter_name ON saved_filter (account, lower(name));

-- Addresses by which a feed reader, which cannot sign in, reads what their account may read.  Of the secret
-- in one only the SHA-256 is kept.
CREATE TABLE feed_address (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
    repo bigint REFERENCES repo ON DELETE CASCADE,
    saved_filter bigint REFERENCES saved_filter ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz,
    CHECK (num_nonnulls(repo, saved_filter) = 1)
);
CREATE INDEX feed_address_account ON feed_address (account, id DESC);
CREATE INDEX feed_address_repo ON feed_address (repo) WHERE repo IS NOT NULL;
CREATE INDEX feed_address_filter ON feed_address (saved_filter) WHERE saved_filter IS NOT NULL;

-- One change of several crashers at once, by one account: what they were before, to be undone.
CREATE TABLE bulk_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    deed text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    undone_at timestamptz,
    changed jsonb NOT NULL DEFAULT '[]',         -- {"id", "before", "after"}, see bulk_do()
    refused int NOT NULL DEFAULT 0,              -- how many could not be changed
    reason text                                  -- why not the first of them
);

CREATE TABLE crasher_target (
    crasher bigint NOT NULL REFERENCES crasher ON DELETE CASCADE,
    target bigint NOT NULL REFERENCES target ON DELETE CASCADE,
    repo bigint NOT NULL,
    package bigint NOT NULL,
    first_seen timestamptz NOT NULL DEFAULT now(),
    open boolean NOT NULL DEFAULT true,
    rank int NOT NULL DEFAULT 1,
    PRIMARY KEY (crasher, target)
);
CREATE INDEX crasher_target_package ON crasher_target (package);
CREATE INDEX crasher_target_open ON crasher_target (package, rank, crasher DESC)
    INCLUDE (target, repo) WHERE open;

-- One occurrence; append-only.  Of each crasher the first and the newest are kept in full, the rest
-- only counted: kept turns false once, and its log and input may go.
CREATE TABLE crash (
    id bigint GENERATED ALWAYS AS IDENTITY,
    repo bigint NOT NULL,
    crasher bigint NOT NULL,
    run bigint NOT NULL,
    target bigint NOT NULL,
    log bigint NOT NULL,
    place int NOT NULL DEFAULT 1,                -- which of the crashes in its log it is
    signature bytea,                             -- SHA-256 of the one by which it was told apart
    input bytea,                                 -- SHA-256 of the input, NULL if none was sent
    input_name text,
    kept boolean NOT NULL DEFAULT true,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (crasher, id)
);
CREATE INDEX crash_run ON crash (run, log);
CREATE INDEX crash_kept ON crash (crasher, id DESC) WHERE kept;

-- What was counted but not yet added up: one row for each log, one for each crash.
-- The roll job takes the rows away and adds them to result, crasher and activity in one statement;
-- pages add the rows that are still here.
CREATE TABLE pending (
    repo bigint NOT NULL,
    package bigint NOT NULL,
    run bigint NOT NULL,
    result bigint,                               -- of a log that found its result already there
    crasher bigint,                              -- of a crash
    crashes int NOT NULL DEFAULT 0,              -- of a log
    failed boolean NOT NULL DEFAULT false,
    executions bigint, executions_per_second bigint, new_interesting bigint,
    corpus bigint, coverage bigint, elapsed_ms bigint, peak_rss_mb bigint,
    at timestamptz NOT NULL DEFAULT now()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX pending_crasher ON pending (crasher) WHERE crasher IS NOT NULL;

-- A day of a package, for the 30-day bars.
CREATE TABLE activity (
    repo bigint NOT NULL,
    package bigint NOT NULL,
    day date NOT NULL,
    logs bigint NOT NULL DEFAULT 0,
    failed bigint NOT NULL DEFAULT 0,            -- logs that gave no verdict
    crashes bigint NOT NULL DEFAULT 0,
    executions bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (repo, day, package)
);
-- A day of a crasher, for its bars.
CREATE TABLE crasher_day (
    crasher bigint NOT NULL,
    repo bigint NOT NULL,
    day date NOT NULL,
    crashes bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (crasher, day)
);

-- Posts that named themselves by Idempotency-Key, so that a repetition gets the same answer.
CREATE TABLE post (
    token bigint NOT NULL,
    key bytea NOT NULL,                          -- SHA-256 of the header
    body bytea NOT NULL,                         -- SHA-256 of fields and body
    repo bigint NOT NULL,
    answer jsonb,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (token, key)
);
CREATE INDEX post_at ON post USING brin (at);
