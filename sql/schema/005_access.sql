-- Who may see and change which rows, and which role of the database may do what at all.
--
-- hub_enter() leaves three lists for its transaction: the repositories that may be read, those that may
-- be triaged, and those that may be changed; each as ",1,2,", or "*" for all.  One policy text serves all
-- tables.  It is asked of each row that an index has found, so it is one look into a short text and no
-- sub-query, whose start would cost more than most look-ups.  A transaction that did not call hub_enter()
-- sees nothing.

CREATE FUNCTION is_listed(list text, repo bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT list = '*' OR strpos(list, ',' || repo::text || ',') > 0;
$$;
CREATE FUNCTION may_read(repo bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT is_listed(current_setting('nopanic.reads', true), repo);
$$;
CREATE FUNCTION may_triage(repo bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT is_listed(current_setting('nopanic.triages', true), repo);
$$;
CREATE FUNCTION may_admin(repo bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT is_listed(current_setting('nopanic.admins', true), repo);
$$;
-- Whether an administrator of the whole instance asks.
CREATE FUNCTION is_admin() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('nopanic.admin', true), '') = 'yes';
$$;
CREATE FUNCTION me() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('nopanic.account', true), '')::bigint;
$$;

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'repo_status', 'package', 'target', 'run', 'result', 'log', 'blob', 'crasher', 'signature',
        'crasher_target', 'crash', 'pending', 'activity', 'crasher_day', 'event', 'delivery', 'ticket',
        'comment', 'source', 'job', 'repo_grant', 'token_repo', 'post'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', wanted);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', wanted);
        EXECUTE format('CREATE POLICY owner ON %I TO nopanic_owner USING (true)', wanted);
        EXECUTE format('CREATE POLICY cron ON %I TO nopanic_cron USING (true)', wanted);
        EXECUTE format('CREATE POLICY reads ON %I FOR SELECT TO nopanic_page
                        USING (may_read(repo))', wanted);
    END LOOP;
    -- Whoever may change a row may read it already.
    FOREACH wanted IN ARRAY ARRAY['crasher', 'event', 'ticket', 'comment', 'repo_status'] LOOP
        EXECUTE format('CREATE POLICY triages_new ON %I FOR INSERT TO nopanic_page
                        WITH CHECK (may_triage(repo))', wanted);
        EXECUTE format('CREATE POLICY triages_old ON %I FOR UPDATE TO nopanic_page
                        USING (may_triage(repo))', wanted);
        EXECUTE format('CREATE POLICY triages_gone ON %I FOR DELETE TO nopanic_page
                        USING (may_triage(repo))', wanted);
    END LOOP;
    FOREACH wanted IN ARRAY ARRAY['source', 'job', 'repo_grant'] LOOP
        EXECUTE format('CREATE POLICY admins ON %I TO nopanic_page
                        USING (may_admin(repo))', wanted);
    END LOOP;
END $$;

ALTER TABLE repo ENABLE ROW LEVEL SECURITY;
ALTER TABLE repo FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON repo TO nopanic_owner USING (true);
CREATE POLICY cron ON repo TO nopanic_cron USING (true);
CREATE POLICY reads ON repo FOR SELECT TO nopanic_page USING (may_read(id));
CREATE POLICY changes ON repo FOR UPDATE TO nopanic_page USING (may_admin(id));
CREATE POLICY adds ON repo FOR INSERT TO nopanic_page WITH CHECK ((SELECT is_admin()));

-- A channel or a subscription belongs to its account, and to administrators.
ALTER TABLE channel ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON channel TO nopanic_owner USING (true);
CREATE POLICY cron ON channel TO nopanic_cron USING (true);
CREATE POLICY mine ON channel TO nopanic_page
    USING (account = (SELECT me()) OR may_admin(repo));
ALTER TABLE subscription ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscription FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON subscription TO nopanic_owner USING (true);
CREATE POLICY cron ON subscription TO nopanic_cron USING (true);
CREATE POLICY mine ON subscription TO nopanic_page USING (account = (SELECT me()) OR (SELECT is_admin()));

-- Settings of the hub belong to its administrators, those of a repository to whoever administers it.
ALTER TABLE setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE setting FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON setting TO nopanic_owner USING (true);
CREATE POLICY cron ON setting TO nopanic_cron USING (true);
CREATE POLICY auth ON setting FOR SELECT TO nopanic_auth USING (repo IS NULL);
CREATE POLICY admins ON setting TO nopanic_page
    USING (CASE WHEN repo IS NULL THEN (SELECT is_admin()) ELSE may_admin(repo) END);

-- A token is made by administrators of the instance; it is seen and revoked by them and by whoever
-- made it.
ALTER TABLE token ENABLE ROW LEVEL SECURITY;
ALTER TABLE token FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON token TO nopanic_owner USING (true);
CREATE POLICY cron ON token TO nopanic_cron USING (true);
CREATE POLICY auth ON token TO nopanic_auth USING (true);
CREATE POLICY mine ON token TO nopanic_page USING ((SELECT is_admin()) OR account = (SELECT me()))
    WITH CHECK ((SELECT is_admin()) OR account = (SELECT me()));
CREATE POLICY adds ON token AS RESTRICTIVE FOR INSERT TO nopanic_page WITH CHECK ((SELECT is_admin()));
CREATE POLICY adds ON token_repo FOR INSERT TO nopanic_page WITH CHECK ((SELECT is_admin()));

GRANT USAGE ON SCHEMA public TO nopanic_page, nopanic_auth, nopanic_ingest, nopanic_cron;
GRANT SELECT ON schema_version TO nopanic_page, nopanic_auth, nopanic_ingest, nopanic_cron;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION epoch(timestamptz) TO nopanic_page, nopanic_auth, nopanic_cron;
GRANT EXECUTE ON FUNCTION is_listed, may_read, may_triage, may_admin, is_admin, me
    TO nopanic_page, nopanic_auth, nopanic_cron;
GRANT EXECUTE ON FUNCTION hub_enter(bigint, bigint) TO nopanic_page, nopanic_auth;
GRANT EXECUTE ON FUNCTION session_is_fresh(bytea, timestamptz), pending_age() TO nopanic_page;
GRANT EXECUTE ON FUNCTION repo_verdict(int, text, timestamptz, int) TO nopanic_page, nopanic_cron;
GRANT EXECUTE ON FUNCTION ingest_known, ingest_store TO nopanic_ingest;
GRANT EXECUTE ON FUNCTION roll_pending(), prune_samples(int), crasher_rebucket(bigint, jsonb),
    rebucket_finish(bigint, text, int) TO nopanic_cron;

GRANT SELECT ON repo, repo_status, package, target, run, result, log, blob, crasher, signature,
    crasher_target, crash, pending, activity, crasher_day, event, delivery, ticket, comment, source, job,
    repo_grant, token, token_repo, subscription, account_group, group_member TO nopanic_page;
GRANT SELECT (id, name, is_admin, disabled_at) ON account TO nopanic_page;
GRANT UPDATE (visited_at) ON account TO nopanic_page;
GRANT INSERT ON audit TO nopanic_page, nopanic_auth, nopanic_cron;
GRANT INSERT (account, recipient, subject, text) ON mail TO nopanic_page, nopanic_auth, nopanic_cron;
GRANT INSERT (name, public), UPDATE (wanted_rules, wanted_depth) ON repo TO nopanic_page;
-- The pages write secrets and cannot read them.
GRANT SELECT (id, repo, name, value, account, changed_at), INSERT (repo, name, value, sealed, account),
    UPDATE (value, sealed, account, changed_at), DELETE ON setting TO nopanic_page;
GRANT INSERT (jti, name, scope, every_repo, account, expires_at), UPDATE (revoked_at) ON token TO nopanic_page;
GRANT INSERT ON token_repo TO nopanic_page;

GRANT SELECT, INSERT, UPDATE ON account TO nopanic_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON session, account_code, login_failure TO nopanic_auth;
GRANT SELECT, UPDATE (used_at, used_address) ON token TO nopanic_auth;
GRANT SELECT (repo, name, value) ON setting TO nopanic_auth;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO nopanic_cron;
REVOKE SELECT ON account, session, account_code, login_failure FROM nopanic_cron;
GRANT SELECT (id, name, email, email_confirmed_at, is_admin, disabled_at) ON account TO nopanic_cron;
GRANT SELECT, INSERT, UPDATE ON event, delivery, channel, source, job TO nopanic_cron;
GRANT UPDATE ON mail TO nopanic_cron;
