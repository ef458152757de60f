-- Accounts, groups, sessions, tokens: who asks, and how we know.

-- For searches.  Both are trusted: the owner of a database may have them.  In a schema of their own, since
-- their functions belong to others.
CREATE SCHEMA IF NOT EXISTS contrib;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA contrib;
CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA contrib;

-- Seconds since 1970, as a clock shows them: a second that has not ended is not over.
CREATE FUNCTION epoch(at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT floor(date_part('epoch', at))::bigint;
$$;

CREATE TABLE schema_version (
    version bigint PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE account (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,38}$'),
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    email_confirmed_at timestamptz,
    password_hash text,                          -- NULL: invited, has not chosen one yet
    password_version int NOT NULL DEFAULT 1,     -- goes up with each change; ends old sessions
    totp_sealed bytea,                           -- the secret of an app, drafted or in use
    totp_since timestamptz,                      -- NULL: logins ask for the password alone
    totp_step bigint NOT NULL DEFAULT 0,         -- the last that was used: a code works once
    is_admin boolean NOT NULL DEFAULT false,     -- manages the whole instance
    created_at timestamptz NOT NULL DEFAULT now(),
    visited_at timestamptz,                      -- last visit of the index, for "since your last visit"
    disabled_at timestamptz
);
CREATE UNIQUE INDEX account_name ON account (lower(name));
CREATE UNIQUE INDEX account_email ON account (lower(email));

CREATE TABLE account_group (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX account_group_name ON account_group (lower(name));

CREATE TABLE group_member (
    account_group bigint NOT NULL REFERENCES account_group ON DELETE CASCADE,
    account bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    is_manager boolean NOT NULL DEFAULT false,   -- adds and removes members of this group
    PRIMARY KEY (account_group, account)
);
CREATE INDEX group_member_account ON group_member (account);

-- A browser that signed in.  The cookie holds the token, the row its SHA-256.
CREATE TABLE session (
    digest bytea PRIMARY KEY CHECK (length(digest) = 32),
    account bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    password_version int NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),  -- brought up to date once a minute at most
    confirmed_at timestamptz NOT NULL DEFAULT now(), -- when the password was given last
    address text NOT NULL,
    agent text NOT NULL
);
CREATE INDEX session_account ON session (account);

-- A code that works once: the first admin's link, password reset, invitation, e-mail confirmation.
CREATE TABLE account_code (
    digest bytea PRIMARY KEY CHECK (length(digest) = 32),
    purpose text NOT NULL CHECK (purpose IN ('setup', 'reset', 'invite', 'confirm')),
    account bigint REFERENCES account ON DELETE CASCADE,  -- NULL: nobody's yet
    email text CHECK (length(email) <= 254),     -- that it was mailed to
    made_by bigint REFERENCES account ON DELETE CASCADE,  -- the administrator who invites
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);

CREATE INDEX account_code_account ON account_code (account);
CREATE INDEX account_code_email ON account_code (lower(email)) WHERE account IS NULL;

-- For a login without the app: each works once.
CREATE TABLE recovery_code (
    account bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    digest bytea NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (account, digest)
);

-- Mails that strangers asked for in the last hours.
CREATE TABLE mail_request (
    purpose text NOT NULL CHECK (purpose IN ('reset', 'invite', 'confirm')),
    person bytea NOT NULL,                       -- SHA-256 of the lower-case address
    address text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mail_request_person ON mail_request (person, at);
CREATE INDEX mail_request_address ON mail_request (address, at);

-- Refused logins of the last minutes, by form and by HTTP basic: they slow down, never lock out.
CREATE TABLE login_failure (
    who bytea NOT NULL,                          -- SHA-256 of the lower-case name that was tried
    address text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX login_failure_address ON login_failure (address, at);

-- Who did what; written by programs, changed by nobody.
CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    account bigint,                              -- NULL for the command line and for jobs
    who text,                                    -- its name at that time
    action text NOT NULL CHECK (length(action) <= 80),
    object text NOT NULL CHECK (length(object) <= 400),
    address text,
    detail jsonb
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_who ON audit (lower(who), id);
CREATE INDEX audit_action ON audit (action, id);
