-- What follows from a crash, and where results come from: events, deliveries, subscriptions,
-- tickets, comments, sources, jobs.

-- Something people may want to know; written in the transaction that made it true.
CREATE TABLE event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repo bigint NOT NULL REFERENCES repo ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('new', 'regressed', 'fixed', 'confirmed', 'state', 'strong', 'merged', 'duplicate',
                                       'unreproduced', 'rebucketed', 'split', 'assigned', 'muted', 'unmuted', 'unmerged', 'undone', 'ticket', 'ticket_failed', 'run_failed',
                                       'run_missing', 'source_broken')),
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
CREATE INDEX event_untold ON event (id) WHERE detail ? 'untold';

-- Whoever tells of events need not look for them.
CREATE FUNCTION event_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('dispatch', '');
    RETURN NULL;
END $$;
CREATE TRIGGER event_wake AFTER INSERT ON event
    FOR EACH ROW WHEN (NEW.dispatched_at IS NULL) EXECUTE FUNCTION event_wake();

-- A place that can be written to: of an account, or of administrators (a team's channel, an address that
-- is nobody's account).
CREATE TABLE channel (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account bigint REFERENCES account ON DELETE CASCADE,  -- NULL: administrators'
    kind text NOT NULL CHECK (kind IN ('email', 'slack', 'slack_dm', 'teams', 'discord', 'mattermost', 'webhook')),
    name text NOT NULL DEFAULT '' CHECK (length(name) <= 80),
    address text CHECK (octet_length(address) <= 254),    -- e-mail or member; NULL: the account's own when it is sent
    sealed bytea CHECK (octet_length(sealed) <= 8000),    -- URL
    sealed_key bytea CHECK (octet_length(sealed_key) <= 2000),  -- that signs what a webhook gets
    sees_private boolean NOT NULL DEFAULT false, -- of administrators': gets what is not public, too
    next_at timestamptz NOT NULL DEFAULT now(),  -- it takes no message before
    failures int NOT NULL DEFAULT 0,             -- one after the other
    failing_since timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX channel_account ON channel (account);
CREATE UNIQUE INDEX channel_own ON channel (account) WHERE kind = 'email' AND address IS NULL;

-- Who hears of what: a star, or a rule of an administrator, who made_by names then; mandatory ones cannot
-- be left.  A pattern is as in repo_grant.
CREATE TABLE subscription (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account bigint REFERENCES account ON DELETE CASCADE,
    account_group bigint REFERENCES account_group ON DELETE CASCADE,
    channel bigint REFERENCES channel ON DELETE CASCADE,
    repo bigint REFERENCES repo ON DELETE CASCADE,
    repo_pattern text CHECK (length(repo_pattern) <= 201 AND repo_pattern ~ '^[A-Za-z0-9._-]*[*]?[A-Za-z0-9._-]*/[A-Za-z0-9._-]*[*]?[A-Za-z0-9._-]*$'),
    fits text GENERATED ALWAYS AS (replace(replace(lower(repo_pattern), '_', '\_'), '*', '%')) STORED,
    crasher bigint REFERENCES crasher ON DELETE CASCADE,  -- a crasher followed singly
    kinds text[] NOT NULL DEFAULT '{new,regressed,fixed}'
        CHECK (kinds <@ '{new,regressed,fixed,ticket_failed,run_failed,run_missing,source_broken}' AND cardinality(kinds) <= 7),
    severity smallint NOT NULL DEFAULT 4 CHECK (severity BETWEEN 1 AND 4),  -- the lowest: 1 critical to 4 low
    packages text[] NOT NULL DEFAULT '{}' CHECK (cardinality(packages) <= 50 AND octet_length(packages::text) <= 21000),  -- none: all
    pace text NOT NULL DEFAULT 'now' CHECK (pace IN ('now', 'daily', 'weekly')),
    ways text[] NOT NULL DEFAULT '{email}'       -- which of the account's channels
        CHECK (ways <@ '{email,slack,slack_dm,teams,discord,mattermost,webhook}' AND cardinality(ways) <= 7),
    mandatory boolean NOT NULL DEFAULT false,
    made_by bigint,                              -- an administrator, who may be gone; NULL: the subscriber
    muted_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(account, account_group, channel) = 1),
    CHECK (num_nonnulls(repo, repo_pattern, crasher) = 1)
);
CREATE UNIQUE INDEX subscription_own_repo ON subscription (account, repo) WHERE made_by IS NULL;
CREATE UNIQUE INDEX subscription_own_crasher ON subscription (account, crasher) WHERE made_by IS NULL;
CREATE UNIQUE INDEX subscription_own_pattern ON subscription (account, fits) WHERE made_by IS NULL;
CREATE INDEX subscription_account ON subscription (account);
CREATE INDEX subscription_group ON subscription (account_group);
CREATE INDEX subscription_channel ON subscription (channel);
CREATE INDEX subscription_repo ON subscription (repo);
CREATE INDEX subscription_crasher ON subscription (crasher);
CREATE INDEX subscription_pattern ON subscription (fits) WHERE fits IS NOT NULL;

-- Who does not want what a rule brings.
CREATE TABLE subscription_left (
    subscription bigint NOT NULL REFERENCES subscription ON DELETE CASCADE,
    account bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    PRIMARY KEY (subscription, account)
);
CREATE INDEX subscription_left_account ON subscription_left (account);

-- When an account wants to be told; times are of its zone.
CREATE TABLE notify_setting (
    account bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    zone text NOT NULL DEFAULT 'UTC' CHECK (length(zone) <= 60 AND zone ~ '^[A-Za-z][A-Za-z0-9_+/-]*$'
                                            AND timestamptz '2000-01-01 00:00+00' AT TIME ZONE zone IS NOT NULL),
    quiet_from time,                             -- what comes between is collected, and is one message then
    quiet_until time,
    digest_at time NOT NULL DEFAULT '08:00',
    digest_day smallint NOT NULL DEFAULT 1 CHECK (digest_day BETWEEN 1 AND 7),  -- of weekly ones: 1 Monday
    away_until timestamptz,                      -- of nothing before; what it missed is counted
    CHECK (num_nonnulls(quiet_from, quiet_until) <> 1),
    CHECK (quiet_from <> quiet_until)
);

-- What is sent: the deliveries of one channel that belong together, in one message.
CREATE TABLE notification (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel bigint NOT NULL REFERENCES channel ON DELETE CASCADE,
    way text NOT NULL,                           -- the channel's kind
    account bigint REFERENCES account ON DELETE CASCADE,
    repo bigint REFERENCES repo ON DELETE CASCADE,  -- NULL: a digest
    tested_by bigint,                            -- who asked for a test of the channel, which tells of nothing
    crasher bigint REFERENCES crasher ON DELETE SET NULL,  -- if all are of one
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead', 'cancelled', 'denied')),
    attempts int NOT NULL DEFAULT 0,
    spent int NOT NULL DEFAULT 0,                -- of them, those before somebody had it tried anew
    due_at timestamptz NOT NULL DEFAULT now(),   -- while it is being sent: the end of the lease
    answer text CHECK (octet_length(answer) <= 2000),
    made_at timestamptz NOT NULL DEFAULT now(),
    tried_until timestamptz NOT NULL DEFAULT now() + interval '3 days',
    sent_at timestamptz
);
CREATE INDEX notification_due ON notification (way, due_at) WHERE state = 'waiting' AND tested_by IS NULL;
CREATE INDEX notification_first ON notification (way, channel, id) WHERE state = 'waiting' AND tested_by IS NULL;
CREATE INDEX notification_channel ON notification (channel, made_at);
CREATE INDEX notification_state ON notification (state, id);
CREATE INDEX notification_made ON notification (made_at);
CREATE INDEX notification_account ON notification (account);
CREATE INDEX notification_repo ON notification (repo);
CREATE INDEX notification_crasher ON notification (crasher) WHERE crasher IS NOT NULL;
CREATE INDEX notification_test ON notification (channel, id) WHERE tested_by IS NOT NULL;
CREATE INDEX notification_test_due ON notification (due_at) WHERE tested_by IS NOT NULL AND state = 'waiting';

CREATE FUNCTION notification_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.way := (SELECT c.kind FROM channel c WHERE c.id = NEW.channel);
    RETURN NEW;
END $$;
CREATE TRIGGER notification_way BEFORE INSERT ON notification FOR EACH ROW EXECUTE FUNCTION notification_way();

-- What became of each try; the newest are kept.
CREATE TABLE notification_attempt (
    notification bigint NOT NULL REFERENCES notification ON DELETE CASCADE,
    number int NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
    answer text CHECK (octet_length(answer) <= 2000),
    PRIMARY KEY (notification, number)
);

-- Events on their way to one channel: those of a repository and kind that one subscription brings together.
-- There may be very many at once, and many who hear of them: a row is not for one event, and refers to nothing
-- that it would have to be checked against but the channel that it ends with.
CREATE TABLE delivery (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel bigint NOT NULL REFERENCES channel ON DELETE CASCADE,
    repo bigint NOT NULL,
    kind text NOT NULL,
    events bigint[] NOT NULL CHECK (cardinality(events) BETWEEN 1 AND 20000),  -- the worst first
    number int NOT NULL GENERATED ALWAYS AS (cardinality(events)) STORED,
    account bigint,                              -- whose channel it is
    subscription bigint NOT NULL,                -- that brought it; may have ended
    digest boolean NOT NULL DEFAULT false,       -- goes with others of whatever repository
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sent', 'dead', 'muted', 'denied', 'cancelled')),
    due_at timestamptz NOT NULL DEFAULT now(),
    notification bigint                          -- NULL: none yet
);
CREATE INDEX delivery_channel ON delivery (channel);
CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'waiting' AND notification IS NULL;
CREATE INDEX delivery_group ON delivery (channel, repo) WHERE state IN ('waiting', 'muted') AND notification IS NULL;
CREATE INDEX delivery_notification ON delivery (notification) WHERE notification IS NOT NULL;

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
    PERFORM pg_notify('dispatch', '');
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

-- Of a ticket that could not be made people are told.
CREATE FUNCTION ticket_failed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO event (repo, kind, crasher, detail)
        VALUES (NEW.repo, 'ticket_failed', NEW.crasher, jsonb_strip_nulls(jsonb_build_object('reason', NEW.says)));
    RETURN NULL;
END $$;
CREATE TRIGGER ticket_failed AFTER UPDATE OF state ON ticket
    FOR EACH ROW WHEN (NEW.state = 'failed' AND OLD.state <> 'failed') EXECUTE FUNCTION ticket_failed();

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
    failing_since timestamptz,                   -- when the first of them was
    told boolean NOT NULL DEFAULT false,         -- that it is broken, since it went well last
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
