-- What follows from a crash, and where results come from: events, deliveries, subscriptions,
-- tickets, comments, sources, jobs.

-- Something people may want to know; written in the transaction that made it true.
CREATE TABLE event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('new', 'regressed', 'fixed', 'confirmed', 'state', 'strong', 'merged', 'duplicate',
                                       'unreproduced', 'rebucketed', 'split', 'assigned', 'muted', 'unmuted', 'unmerged', 'undone', 'ticket', 'run_failed', 'source_broken')),
    crasher bigint REFERENCES crasher ON DELETE CASCADE,
    run bigint REFERENCES run ON DELETE CASCADE,
    account bigint REFERENCES account ON DELETE SET NULL,  -- who did it, if a person did
    detail jsonb NOT NULL DEFAULT '{}',
    at timestamptz NOT NULL DEFAULT now(),
    dispatched_at timestamptz                    -- when its deliveries were made
);
CREATE INDEX event_repo ON event (repo, id DESC);
CREATE INDEX event_crasher ON event (crasher, id);
CREATE INDEX event_kind ON event (kind, at, id);
CREATE INDEX event_waiting ON event (id) WHERE dispatched_at IS NULL;

-- Where an account, or a repository, wants to be told.
CREATE TABLE channel (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account bigint REFERENCES account ON DELETE CASCADE,
    repo bigint REFERENCES repo ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('email', 'slack')),
    address text,                                -- e-mail
    sealed bytea,                                -- webhook URL
    confirmed_at timestamptz,
    failing_since timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(account, repo) = 1)
);
CREATE INDEX channel_account ON channel (account);

-- Who hears of what: a star, or a rule of an administrator (mandatory ones cannot be left).
CREATE TABLE subscription (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account bigint REFERENCES account ON DELETE CASCADE,
    account_group bigint REFERENCES account_group ON DELETE CASCADE,
    repo bigint REFERENCES repo ON DELETE CASCADE,        -- NULL: by pattern
    repo_pattern text,
    crasher bigint REFERENCES crasher ON DELETE CASCADE,  -- a crasher followed singly
    kinds text[] NOT NULL DEFAULT '{new,regressed}',
    channel_kind text NOT NULL DEFAULT 'email' CHECK (channel_kind IN ('email', 'slack')),
    digest boolean NOT NULL DEFAULT false,
    mandatory boolean NOT NULL DEFAULT false,
    made_by bigint REFERENCES account ON DELETE SET NULL, -- NULL: by the subscriber
    muted_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(account, account_group) = 1)
);
CREATE UNIQUE INDEX subscription_star ON subscription (account, repo, channel_kind)
    WHERE crasher IS NULL AND made_by IS NULL;
CREATE INDEX subscription_repo ON subscription (repo);
CREATE INDEX subscription_crasher ON subscription (crasher);

-- One event on its way to one person or channel.
CREATE TABLE delivery (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event bigint NOT NULL REFERENCES event ON DELETE CASCADE,
    repo bigint NOT NULL,
    channel bigint NOT NULL REFERENCES channel ON DELETE CASCADE,
    account bigint REFERENCES account ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead', 'muted')),
    attempts int NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(),
    answer text,                                 -- the server's last words
    sent_at timestamptz,
    UNIQUE (event, channel)
);
CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'waiting';

-- A mail to one person, written in the transaction that causes it.
CREATE TABLE mail (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account bigint REFERENCES account ON DELETE SET NULL, -- whom it is for; NULL: not anybody's yet
    recipient text CHECK (length(recipient) <= 254),      -- NULL: the account's address when it is sent
    subject text NOT NULL CHECK (length(subject) <= 300),
    text text CHECK (octet_length(text) <= 65536),        -- NULL once it was sent: it may hold a link
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead')),
    attempts int NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(),            -- while it is being sent: the end of the lease
    answer text,                                          -- the server's last words
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz
);
CREATE INDEX mail_due ON mail (due_at) WHERE state = 'waiting';
CREATE INDEX mail_state ON mail (state, id);
CREATE INDEX mail_account ON mail (account);

-- Whoever sends mails need not look for them.
CREATE FUNCTION mail_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('mail', '');
    RETURN NULL;
END $$;
CREATE TRIGGER mail_wake AFTER INSERT ON mail FOR EACH STATEMENT EXECUTE FUNCTION mail_wake();

-- The ticket of a crasher at a tracker.  Pages write what is wished for, cron/sync calls the tracker.
CREATE TABLE ticket (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    crasher bigint NOT NULL UNIQUE REFERENCES crasher ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('opening', 'linking', 'open', 'failed')),
    tracker text CHECK (tracker IN ('jira', 'github', 'gitlab')),
    address text CHECK (octet_length(address) <= 2000),  -- of the tracker that has it
    key text CHECK (octet_length(key) <= 100),   -- "VAULT-1288"; NULL while it is being made
    link text CHECK (octet_length(link) <= 2000),
    title text CHECK (octet_length(title) <= 1100),
    text text CHECK (octet_length(text) <= 32768),  -- NULL once it is open
    status text CHECK (octet_length(status) <= 400),  -- in the tracker's words
    assignee text CHECK (octet_length(assignee) <= 400),
    closed boolean NOT NULL DEFAULT false,
    answered boolean NOT NULL DEFAULT false,     -- somebody said that closed does not mean fixed
    says text CHECK (octet_length(says) <= 2000),  -- why it is not as it should be, in the tracker's words
    busy boolean NOT NULL DEFAULT false,         -- a call is on its way
    attempts int NOT NULL DEFAULT 0,             -- since it went well last
    due_at timestamptz NOT NULL DEFAULT now(),   -- while busy: the end of the lease
    read_at timestamptz,                         -- when status and assignee were told
    regression bigint,                           -- the event that the tracker is to be told of
    account bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ticket_due ON ticket (due_at) WHERE state <> 'failed';

-- Whether a tracker takes what it was set up with, as it said when it was asked last.
CREATE TABLE tracker_check (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint REFERENCES repo ON DELETE CASCADE,  -- NULL: what the hub has
    tracker text NOT NULL CHECK (tracker IN ('jira', 'github', 'gitlab')),
    due_at timestamptz DEFAULT now(),            -- while it is asked: the end of the lease; NULL: done
    attempts int NOT NULL DEFAULT 0,
    good boolean,
    says text CHECK (octet_length(says) <= 4000),
    done_at timestamptz
);
CREATE UNIQUE INDEX tracker_check_of ON tracker_check (coalesce(repo, 0), tracker);

-- Whoever calls trackers need not look for what is due at once.
CREATE FUNCTION ticket_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('ticket', '');
    RETURN NULL;
END $$;
CREATE TRIGGER ticket_wake AFTER INSERT OR UPDATE OF due_at ON ticket
    FOR EACH ROW WHEN (NEW.due_at <= now()) EXECUTE FUNCTION ticket_wake();
CREATE TRIGGER tracker_check_wake AFTER INSERT OR UPDATE OF due_at ON tracker_check
    FOR EACH ROW WHEN (NEW.due_at <= now()) EXECUTE FUNCTION ticket_wake();

-- The tracker of an open ticket is told that its crasher is back.
CREATE FUNCTION event_to_ticket() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE ticket t SET regression = NEW.id, due_at = CASE WHEN t.busy THEN t.due_at ELSE now() END
     WHERE t.crasher = NEW.crasher AND t.state = 'open' AND t.key IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER event_to_ticket AFTER INSERT ON event
    FOR EACH ROW WHEN (NEW.kind = 'regressed') EXECUTE FUNCTION event_to_ticket();

CREATE TABLE comment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    crasher bigint NOT NULL REFERENCES crasher ON DELETE CASCADE,
    account bigint REFERENCES account ON DELETE SET NULL,
    text text NOT NULL CHECK (octet_length(text) <= 65536),
    created_at timestamptz NOT NULL DEFAULT now(),
    edited_at timestamptz
);
CREATE INDEX comment_crasher ON comment (crasher, id);

-- Where results are pulled from: a branch that is polled, an S3 prefix that is watched.
CREATE TABLE source (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('git', 's3')),
    from_file boolean NOT NULL DEFAULT false,    -- of the sources file: read-only on the pages
    url text NOT NULL CHECK (octet_length(url) <= 2000),
    settings jsonb NOT NULL DEFAULT '{}',
    sealed bytea,
    seen text,                                   -- the commit or the object reached
    polled_at timestamptz,
    error text,
    error_since timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX source_repo ON source (repo);

-- A fuzz run that the hub itself starts.
CREATE TABLE job (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    source bigint REFERENCES source ON DELETE SET NULL,
    run bigint,
    commit_id text NOT NULL,
    executor text NOT NULL DEFAULT 'local' CHECK (executor IN ('local', 'kubernetes')),
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'running', 'done', 'failed', 'stopped')),
    reason text,
    account bigint REFERENCES account ON DELETE SET NULL, -- who pressed "Run now"
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    alive_at timestamptz,
    finished_at timestamptz
);
CREATE INDEX job_waiting ON job (id) WHERE state IN ('waiting', 'running');
CREATE INDEX job_repo ON job (repo, id DESC);

-- The bare copy of a repository's git repository, in the folder mirror/ of the hub: by cron/mirror.
CREATE TABLE mirror (
    repo bigint PRIMARY KEY REFERENCES repo ON DELETE CASCADE,
    rules text NOT NULL DEFAULT '' CHECK (octet_length(rules) <= 4096),  -- lib/hub/mapping.h
    url text CHECK (octet_length(url) <= 2000),  -- that was asked last
    wanted_at timestamptz,                       -- when somebody asked for it to be brought up to date
    busy_until timestamptz,                      -- the end of the lease while it is
    tried_at timestamptz,
    due_at timestamptz,                          -- it failed, and is not tried before
    fetched_at timestamptz,                      -- when that went well
    size bigint NOT NULL DEFAULT 0,              -- bytes of the folder
    failures int NOT NULL DEFAULT 0,             -- one after the other
    error text CHECK (octet_length(error) <= 1000)
);

-- Which file of its repository a frame means at a commit: by cron/mirror.  Of what was not found there is
-- a row that says why.
CREATE TABLE mirror_file (
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    commit_id text NOT NULL,
    file text NOT NULL CHECK (octet_length(file) <= 1000),  -- as the frame names it
    path text CHECK (octet_length(path) <= 1000),
    blob bytea,                                  -- its text
    why text CHECK (why IN ('none', 'many', 'dependency', 'big', 'binary', 'pointer')),
    candidates text NOT NULL CHECK (octet_length(candidates) <= 65536),  -- files of the same name, a line each
    by_module text CHECK (octet_length(by_module) <= 2000),  -- where it is if it is of a Go module of the repository
    looked_at timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(blob, why) = 1),
    PRIMARY KEY (repo, commit_id, file)
);
CREATE INDEX mirror_file_recent ON mirror_file (repo, looked_at DESC);

-- Whether a commit at which a crash came descends from the fix of its crasher, as cron/mirror found; while it
-- is being asked, the crasher stays fixed.
CREATE TABLE commit_order (
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    crasher bigint NOT NULL REFERENCES crasher ON DELETE CASCADE,
    commit_id text NOT NULL,
    fix text NOT NULL,                           -- a commit, or its beginning
    run bigint NOT NULL,                         -- in which it came first
    descends boolean,                            -- NULL: not known yet
    asked_at timestamptz NOT NULL DEFAULT now(),
    due_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (crasher, commit_id, fix)
);
CREATE INDEX commit_order_due ON commit_order (repo, due_at) WHERE descends IS NULL;

-- What administrators set on the pages, for the hub or for one repository; secrets are sealed, see
-- base/seal.
CREATE TABLE setting (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint REFERENCES repo ON DELETE CASCADE,        -- NULL: the hub's own
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    value text CHECK (octet_length(value) <= 4000),
    sealed bytea CHECK (octet_length(sealed) <= 8000),
    account bigint REFERENCES account ON DELETE SET NULL, -- who set it
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(value, sealed) = 1)
);
CREATE UNIQUE INDEX setting_name ON setting (coalesce(repo, 0), name);
