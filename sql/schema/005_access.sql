-- Who may see and change which rows, and which role of the database may do what at all.
--
-- hub_enter() leaves three lists for its transaction: the repositories that may be read, those that may
-- be triaged, and those that may be changed; each as ",1,2,", or, for all but a few, "-,3,", or, for many,
-- as bits (repo_list_text).  One policy text serves all tables.  It is asked of each row that an index has
-- found, so it is one look into a short text and no sub-query, whose start would cost more than most
-- look-ups.  A transaction that did not call hub_enter() sees nothing.

-- The first character says which form it is.  None of these functions walks the text but strpos(); the
-- list is asked for as seldom as can be, since it is a setting that each use reads anew.
CREATE FUNCTION is_listed(list text, repo bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE ascii(list)
           WHEN ascii(',') THEN strpos(list, ',' || repo::text || ',') > 0
           WHEN ascii('-') THEN list = '-' OR strpos(list, ',' || repo::text || ',') = 0
           ELSE CASE WHEN repo < 4 * octet_length(list) THEN get_bit(decode(list, 'hex'), repo) = 1
                     ELSE false END END;
$$;

-- In plpgsql, which makes its expression ready once for all of a transaction: as plain SQL it would
-- become part of each policy, and be made ready for each table of each statement, which took half as
-- long again as all the rest of a statement that finds a few rows by their keys.
CREATE FUNCTION may_read(repo bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN is_listed(current_setting('nopanic.reads', true), repo);
END $$;
CREATE FUNCTION may_triage(repo bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN is_listed(current_setting('nopanic.triages', true), repo);
END $$;
CREATE FUNCTION may_admin(repo bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN is_listed(current_setting('nopanic.admins', true), repo);
END $$;
-- Whether an administrator of the whole instance asks.
CREATE FUNCTION is_admin() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('nopanic.admin', true), '') = 'yes';
$$;
CREATE FUNCTION me() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('nopanic.account', true), '')::bigint;
$$;

-- Whether whoever asks manages this group.
CREATE FUNCTION may_manage(account_group bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN is_listed(current_setting('nopanic.manages', true), account_group);
END $$;

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'repo_status', 'package', 'target', 'run', 'result', 'log', 'blob', 'code', 'crasher', 'signature',
        'crasher_target', 'crash', 'pending', 'activity', 'crasher_day', 'event', 'ticket',
        'comment', 'source', 'job', 'token_repo', 'post', 'mirror_file', 'commit_order'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', wanted);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', wanted);
        EXECUTE format('CREATE POLICY owner ON %I TO nopanic_owner USING (true)', wanted);
        EXECUTE format('CREATE POLICY cron ON %I TO nopanic_cron USING (true)', wanted);
        EXECUTE format('CREATE POLICY reads ON %I FOR SELECT TO nopanic_page
                        USING (may_read(repo))', wanted);
    END LOOP;
    -- Whoever may change a row may read it already.
    FOREACH wanted IN ARRAY ARRAY['crasher', 'event', 'ticket', 'repo_status'] LOOP
        EXECUTE format('CREATE POLICY triages_new ON %I FOR INSERT TO nopanic_page
                        WITH CHECK (may_triage(repo))', wanted);
        EXECUTE format('CREATE POLICY triages_old ON %I FOR UPDATE TO nopanic_page
                        USING (may_triage(repo))', wanted);
        EXECUTE format('CREATE POLICY triages_gone ON %I FOR DELETE TO nopanic_page
                        USING (may_triage(repo))', wanted);
    END LOOP;
    FOREACH wanted IN ARRAY ARRAY['source', 'job'] LOOP
        EXECUTE format('CREATE POLICY admins ON %I TO nopanic_page
                        USING (may_admin(repo))', wanted);
    END LOOP;
END $$;

-- A comment is written, changed and taken away by its author alone, who may still triage.
CREATE POLICY mine_new ON comment FOR INSERT TO nopanic_page
    WITH CHECK (may_triage(repo) AND account = (SELECT me()));
CREATE POLICY mine_old ON comment FOR UPDATE TO nopanic_page
    USING (may_triage(repo) AND account = (SELECT me()));
CREATE POLICY mine_gone ON comment FOR DELETE TO nopanic_page
    USING (may_triage(repo) AND account = (SELECT me()));

ALTER TABLE repo ENABLE ROW LEVEL SECURITY;
ALTER TABLE repo FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON repo TO nopanic_owner USING (true);
CREATE POLICY cron ON repo TO nopanic_cron USING (true);
CREATE POLICY reads ON repo FOR SELECT TO nopanic_page USING (may_read(id));
CREATE POLICY changes ON repo FOR UPDATE TO nopanic_page USING (may_admin(id));
CREATE POLICY adds ON repo FOR INSERT TO nopanic_page WITH CHECK ((SELECT is_admin()));

-- Grants are seen and changed by who administers the repository; those by pattern, and groups, by
-- administrators of the instance.  A manager adds and removes members of the own group, and makes no
-- further managers.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['repo_grant', 'account_group', 'group_member'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', wanted);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', wanted);
        EXECUTE format('CREATE POLICY owner ON %I TO nopanic_owner USING (true)', wanted);
        EXECUTE format('CREATE POLICY cron ON %I TO nopanic_cron USING (true)', wanted);
    END LOOP;
END $$;
CREATE POLICY admins ON repo_grant TO nopanic_page USING (may_admin(repo));
CREATE POLICY patterns ON repo_grant TO nopanic_page USING (repo IS NULL AND (SELECT is_admin()));
CREATE POLICY admin ON account_group TO nopanic_page USING ((SELECT is_admin()));
CREATE POLICY admin ON group_member TO nopanic_page USING ((SELECT is_admin()));
CREATE POLICY managers ON account_group FOR SELECT TO nopanic_page USING (may_manage(id));
CREATE POLICY managers ON group_member FOR SELECT TO nopanic_page USING (may_manage(account_group));
CREATE POLICY managers_new ON group_member FOR INSERT TO nopanic_page
    WITH CHECK (may_manage(account_group) AND NOT is_manager);
CREATE POLICY managers_gone ON group_member FOR DELETE TO nopanic_page
    USING (may_manage(account_group) AND NOT is_manager);

-- Whether a rule reaches whoever asks, as one of a group or by name; may_leave: and can be left.
CREATE FUNCTION subscription_reaches_me(wanted bigint, may_leave boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM subscription s
         WHERE s.id = wanted AND NOT (may_leave AND s.mandatory)
           AND (s.account = me() AND s.made_by IS NOT NULL
                OR EXISTS (SELECT FROM group_member m WHERE m.account_group = s.account_group AND m.account = me())));
$$;

-- What one subscribed to oneself is one's own, and so are the channels and what came by them; rules, and
-- channels that are nobody's, are of administrators of the instance.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['channel', 'subscription', 'subscription_left', 'notify_setting', 'delivery',
                                  'notification', 'notification_attempt'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', wanted);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', wanted);
        EXECUTE format('CREATE POLICY owner ON %I TO nopanic_owner USING (true)', wanted);
        EXECUTE format('CREATE POLICY cron ON %I TO nopanic_cron USING (true)', wanted);
    END LOOP;
    FOREACH wanted IN ARRAY ARRAY['delivery', 'notification'] LOOP
        EXECUTE format('CREATE POLICY mine ON %I FOR SELECT TO nopanic_page
                        USING (account = (SELECT me()) OR (SELECT is_admin()))', wanted);
    END LOOP;
END $$;
CREATE POLICY mine ON channel TO nopanic_page
    USING (account = (SELECT me()) OR account IS NULL AND (SELECT is_admin()));
CREATE POLICY admin ON subscription TO nopanic_page USING ((SELECT is_admin()));
CREATE POLICY mine ON subscription FOR SELECT TO nopanic_page
    USING (account = (SELECT me()) AND made_by IS NULL AND NOT mandatory);
CREATE POLICY mine_new ON subscription FOR INSERT TO nopanic_page
    WITH CHECK (account = (SELECT me()) AND made_by IS NULL AND NOT mandatory
                AND (repo IS NULL OR may_read(repo))
                AND (crasher IS NULL OR EXISTS (SELECT FROM crasher c WHERE c.id = subscription.crasher)));
CREATE POLICY mine_old ON subscription FOR UPDATE TO nopanic_page
    USING (account = (SELECT me()) AND made_by IS NULL AND NOT mandatory);
CREATE POLICY mine_gone ON subscription FOR DELETE TO nopanic_page
    USING (account = (SELECT me()) AND made_by IS NULL AND NOT mandatory);
CREATE POLICY mine ON notify_setting TO nopanic_page USING (account = (SELECT me()));
-- The address of whoever asks.
CREATE FUNCTION my_address() RETURNS TABLE (email text, confirmed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.email, a.email_confirmed_at IS NOT NULL FROM (SELECT) one LEFT JOIN account a ON a.id = me();
$$;

-- What whoever asks subscribed to, of what they may read, and the rules that reach them.
CREATE FUNCTION subscription_mine()
RETURNS TABLE (id bigint, repo text, pattern text, crasher bigint, title text, crasher_severity text, kinds text[],
               severity smallint, packages text[], pace text, ways text[], is_rule boolean, mandatory boolean,
               is_left boolean, made_by text, group_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH mine AS (
        SELECT s.id FROM subscription s WHERE s.account = me()
        UNION ALL
        SELECT s.id FROM group_member m JOIN subscription s ON s.account_group = m.account_group WHERE m.account = me())
    SELECT s.id, coalesce(r.name, o.name), s.repo_pattern, s.crasher, c.title, c.severity, s.kinds, s.severity, s.packages, s.pace,
           s.ways, s.made_by IS NOT NULL OR s.mandatory OR g.id IS NOT NULL, s.mandatory,
           EXISTS (SELECT FROM subscription_left l WHERE l.subscription = s.id AND l.account = me()), a.name, g.name
      FROM mine x
      JOIN subscription s ON s.id = x.id
      LEFT JOIN repo r ON r.id = s.repo
      LEFT JOIN crasher c ON c.id = s.crasher
      LEFT JOIN repo o ON o.id = c.repo
      LEFT JOIN account a ON a.id = s.made_by
      LEFT JOIN account_group g ON g.id = s.account_group
     WHERE (s.repo IS NULL OR may_read(s.repo)) AND (s.crasher IS NULL OR may_read(c.repo) AND c.state <> 'duplicate')
     ORDER BY s.crasher IS NOT NULL, s.repo IS NULL, r.folded, s.fits, s.crasher, s.account IS NOT NULL, s.id LIMIT 500;
$$;
-- What would become of a rule for an account, or for the members of a group, at this moment: of each outcome
-- the first twenty names, and how many there are.  rule: whose leavers are left out; 0: a new one.  Where no
-- repository fits yet, nobody can be told that they may read none.
CREATE FUNCTION notify_rule_people(of_account bigint, of_group bigint, its_repo bigint, pattern text, its_ways text[], rule bigint)
RETURNS TABLE (becomes text, name text, found bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH people AS (
        SELECT a.* FROM account a WHERE a.id = of_account
        UNION ALL
        SELECT a.* FROM group_member m JOIN account a ON a.id = m.account WHERE m.account_group = of_group
    ), matching AS MATERIALIZED (
        SELECT r.id, r.public FROM repo r
         WHERE r.removed_at IS NULL AND (r.id = its_repo OR r.folded LIKE replace(replace(lower(pattern), '_', '\_'), '*', '%'))
    ), open AS MATERIALIZED (
        SELECT NOT EXISTS (SELECT FROM matching) OR EXISTS (SELECT FROM matching m WHERE m.public) AS all_read
    ), judged AS (
        SELECT p.name,
               CASE WHEN p.disabled_at IS NOT NULL THEN 'closed'
                    WHEN EXISTS (SELECT FROM subscription_left l JOIN subscription s ON s.id = l.subscription
                                  WHERE l.subscription = rule AND l.account = p.id AND NOT s.mandatory) THEN 'left'
                    WHEN p.email_confirmed_at IS NULL THEN 'unconfirmed'
                    WHEN NOT EXISTS (SELECT FROM channel c WHERE c.account = p.id AND c.kind = ANY (its_ways)) THEN 'no_channel'
                    WHEN NOT (p.is_admin OR (SELECT o.all_read FROM open o)
                              OR EXISTS (SELECT FROM grants_of(p.id) g JOIN matching m ON m.id = g.repo)) THEN 'no_right'
                    ELSE 'told' END AS becomes
          FROM people p WHERE (SELECT is_admin())
    ), placed AS (
        SELECT j.*, row_number() OVER (PARTITION BY j.becomes ORDER BY lower(j.name)) AS place,
               count(*) OVER (PARTITION BY j.becomes) AS found
          FROM judged j)
    SELECT p.becomes, p.name, p.found FROM placed p WHERE p.place <= 20
     ORDER BY array_position('{told,left,no_right,unconfirmed,no_channel,closed}'::text[], p.becomes), p.place;
$$;

-- The account that has an e-mail address, for administrators.
CREATE FUNCTION people_of_email(wanted text) RETURNS TABLE (name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.name FROM account a WHERE lower(a.email) = lower(wanted) AND (SELECT is_admin());
$$;

CREATE POLICY mine ON subscription_left TO nopanic_page USING (account = (SELECT me()))
    WITH CHECK (account = (SELECT me()) AND subscription_reaches_me(subscription, false));
CREATE POLICY mine ON notification_attempt FOR SELECT TO nopanic_page
    USING (EXISTS (SELECT FROM notification n WHERE n.id = notification_attempt.notification));

ALTER TABLE saved_filter ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_filter FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON saved_filter TO nopanic_owner USING (true);
CREATE POLICY cron ON saved_filter TO nopanic_cron USING (true);
CREATE POLICY mine ON saved_filter TO nopanic_page USING (account = (SELECT me()));

ALTER TABLE feed_address ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_address FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON feed_address TO nopanic_owner USING (true);
CREATE POLICY cron ON feed_address TO nopanic_cron USING (true);
CREATE POLICY mine ON feed_address TO nopanic_page USING (account = (SELECT me()));

-- Whose secret address this is, and of what: no row for one that is not, or not any more.
CREATE FUNCTION feed_address_open(wanted bytea)
RETURNS TABLE (id bigint, account bigint, repo text, filter bigint, filter_name text, filter_address text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.id, f.account, r.name, s.id, s.name, s.address
      FROM feed_address f LEFT JOIN repo r ON r.id = f.repo LEFT JOIN saved_filter s ON s.id = f.saved_filter
     WHERE f.digest = wanted;
$$;

-- Feed readers come every few minutes; when one came last is told by the hour.
CREATE FUNCTION feed_address_used(wanted bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE feed_address SET used_at = now()
     WHERE id = wanted AND coalesce(used_at, '-infinity') < now() - interval '1 hour';
$$;

-- A change of several crashers is shown to its author.
ALTER TABLE bulk_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE bulk_change FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON bulk_change TO nopanic_owner USING (true);
CREATE POLICY cron ON bulk_change TO nopanic_cron USING (true);
CREATE POLICY mine ON bulk_change FOR SELECT TO nopanic_page USING (account = (SELECT me()));

-- The audit is read by administrators of the instance.  A page writes in the name of its visitor, now,
-- and nobody but the owner of the tables can change or take away what was written.
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON audit TO nopanic_owner USING (true);
CREATE POLICY programs ON audit FOR INSERT TO nopanic_auth, nopanic_cron WITH CHECK (true);
CREATE POLICY visitor ON audit FOR INSERT TO nopanic_page
    WITH CHECK (account IS NOT DISTINCT FROM (SELECT me()));
CREATE POLICY admin ON audit FOR SELECT TO nopanic_page USING ((SELECT is_admin()));

-- Settings of the hub belong to its administrators, those of a repository to whoever administers it.
ALTER TABLE setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE setting FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON setting TO nopanic_owner USING (true);
CREATE POLICY cron ON setting TO nopanic_cron USING (true);
CREATE POLICY auth ON setting FOR SELECT TO nopanic_auth USING (repo IS NULL);
CREATE POLICY admins ON setting TO nopanic_page
    USING (CASE WHEN repo IS NULL THEN (SELECT is_admin()) ELSE may_admin(repo) END);

-- So does what trackers said of them.
ALTER TABLE tracker_check ENABLE ROW LEVEL SECURITY;
ALTER TABLE tracker_check FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON tracker_check TO nopanic_owner USING (true);
CREATE POLICY cron ON tracker_check TO nopanic_cron USING (true);
CREATE POLICY admins ON tracker_check TO nopanic_page
    USING (CASE WHEN repo IS NULL THEN (SELECT is_admin()) ELSE may_admin(repo) END);
ALTER TABLE mirror ENABLE ROW LEVEL SECURITY;
ALTER TABLE mirror FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON mirror TO nopanic_owner USING (true);
CREATE POLICY cron ON mirror TO nopanic_cron USING (true);
CREATE POLICY admins ON mirror TO nopanic_page USING (may_admin(repo));

-- A token for all repositories or for a pattern is made by administrators of the instance, one for a
-- repository by whoever administers that, too.  Whoever may make it sees and revokes it.
ALTER TABLE token ENABLE ROW LEVEL SECURITY;
ALTER TABLE token FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON token TO nopanic_owner USING (true);
CREATE POLICY cron ON token TO nopanic_cron USING (true);
CREATE POLICY auth ON token TO nopanic_auth USING (true);
CREATE POLICY mine ON token TO nopanic_page USING ((SELECT is_admin()) OR account = (SELECT me()))
    WITH CHECK ((SELECT is_admin()) OR account = (SELECT me()));
CREATE POLICY of_repo ON token FOR SELECT TO nopanic_page
    USING (EXISTS (SELECT FROM token_repo x WHERE x.token = id AND may_admin(x.repo)));
CREATE POLICY of_repo_old ON token FOR UPDATE TO nopanic_page
    USING (EXISTS (SELECT FROM token_repo x WHERE x.token = id AND may_admin(x.repo)));
CREATE POLICY adds ON token AS RESTRICTIVE FOR INSERT TO nopanic_page
    WITH CHECK ((SELECT is_admin()) OR NOT every_repo AND pattern IS NULL
                AND current_setting('nopanic.admins', true) <> '');
CREATE POLICY adds ON token_repo FOR INSERT TO nopanic_page
    WITH CHECK ((SELECT is_admin())
                OR may_admin(repo) AND EXISTS (SELECT FROM token t WHERE t.id = token AND t.account = (SELECT me())));

-- The account or group of a name, for whoever may grant something to it.
CREATE FUNCTION access_who(kind text, wanted text) RETURNS TABLE (id bigint, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.id, a.name FROM account a
     WHERE kind = 'account' AND lower(a.name) = lower(wanted)
       AND current_setting('nopanic.admins', true) <> ''
    UNION ALL
    SELECT g.id, g.name FROM account_group g
     WHERE kind = 'group' AND lower(g.name) = lower(wanted)
       AND current_setting('nopanic.admins', true) <> '';
$$;

-- Every grant that reaches a repository, by name or by pattern, for who administers it.
CREATE FUNCTION access_of_repo(wanted bigint)
RETURNS TABLE (kind text, who text, who_id bigint, role text, rank int, pattern text, members bigint, is_closed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN g.account IS NULL THEN 'group' ELSE 'account' END, coalesce(a.name, n.name),
           coalesce(a.id, n.id), g.role, g.rank, g.pattern,
           (SELECT count(*) FROM group_member m WHERE m.account_group = g.account_group),
           coalesce(a.disabled_at IS NOT NULL, false)
      FROM repo r
      JOIN LATERAL (SELECT * FROM repo_grant x WHERE x.repo = r.id
                    UNION ALL
                    SELECT * FROM repo_grant x WHERE x.repo IS NULL AND r.folded LIKE x.fits) g ON true
      LEFT JOIN account a ON a.id = g.account
      LEFT JOIN account_group n ON n.id = g.account_group
     WHERE r.id = wanted AND may_admin(r.id)
     ORDER BY g.rank DESC, g.pattern IS NOT NULL, lower(coalesce(a.name, n.name)), g.id
     LIMIT 501;
$$;

-- Accounts with what only administrators of the instance may know of them; a part of name or e-mail is
-- searched for, show is all, admins, closed or alone (in no group).
CREATE FUNCTION people_list(search text, show text, skip bigint)
RETURNS TABLE (id bigint, name text, email text, is_admin boolean, is_closed boolean, is_invited boolean,
               created_at timestamptz, visited_at timestamptz, groups text, found bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.id, a.name, a.email, a.is_admin, a.disabled_at IS NOT NULL, a.password_hash IS NULL,
           a.created_at, a.visited_at,
           (SELECT string_agg(n.name, ', ' ORDER BY lower(n.name))
              FROM (SELECT g.name FROM group_member m JOIN account_group g ON g.id = m.account_group
                     WHERE m.account = a.id LIMIT 20) n),
           count(*) OVER ()
      FROM account a
     WHERE (SELECT is_admin())
       AND (search = '' OR position(lower(search) IN lower(a.name)) > 0
            OR position(lower(search) IN lower(a.email)) > 0)
       AND (show = 'all' OR (show = 'admins' AND a.is_admin) OR (show = 'closed' AND a.disabled_at IS NOT NULL)
            OR (show = 'alone' AND NOT EXISTS (SELECT FROM group_member m WHERE m.account = a.id)))
     ORDER BY lower(a.name) LIMIT 51 OFFSET skip;
$$;

CREATE FUNCTION people_find(wanted text)
RETURNS TABLE (id bigint, name text, email text, is_admin boolean, is_closed boolean, is_invited boolean,
               created_at timestamptz, visited_at timestamptz, sessions bigint, has_second_factor boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.id, a.name, a.email, a.is_admin, a.disabled_at IS NOT NULL, a.password_hash IS NULL, a.created_at,
           a.visited_at,
           (SELECT count(*) FROM session s WHERE s.account = a.id AND s.password_version = a.password_version
                AND s.seen_at > now() - interval '8 hours' AND s.created_at > now() - interval '7 days'),
           a.totp_since IS NOT NULL
      FROM account a WHERE (SELECT is_admin()) AND lower(a.name) = lower(wanted);
$$;

-- Makes an account an administrator of the instance or not, closes it or opens it again; NULL leaves as
-- is.  Closing ends its sessions.  One administrator stays, whoever else does the same at this moment.
CREATE FUNCTION people_set(wanted bigint, makes_admin boolean, closes boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT is_admin() THEN
        PERFORM refuse(403, 'only administrators change accounts');
    END IF;
    PERFORM pg_advisory_xact_lock(7239515);
    UPDATE account a
       SET is_admin = coalesce(makes_admin, a.is_admin),
           disabled_at = CASE WHEN closes IS NULL THEN a.disabled_at
                              WHEN closes THEN coalesce(a.disabled_at, now()) END
     WHERE a.id = wanted;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF NOT EXISTS (SELECT FROM account a WHERE a.is_admin AND a.disabled_at IS NULL) THEN
        PERFORM refuse(409, 'this is the last administrator; make another one first');
    END IF;
    IF closes THEN
        DELETE FROM session s WHERE s.account = wanted;
    END IF;
    RETURN true;
END $$;

-- Signs an account out everywhere.
CREATE FUNCTION people_sign_out(wanted bigint) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (DELETE FROM session s WHERE s.account = wanted AND (SELECT is_admin()) RETURNING 1)
    SELECT count(*) FROM gone;
$$;

-- Logins of an account ask for the password alone, for who has lost the app and the recovery codes;
-- false if they did so already.
CREATE FUNCTION people_second_off(wanted bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT is_admin() THEN
        PERFORM refuse(403, 'only administrators change accounts');
    END IF;
    DELETE FROM recovery_code c WHERE c.account = wanted;
    UPDATE account a SET totp_sealed = NULL, totp_since = NULL, totp_step = 0
     WHERE a.id = wanted AND a.totp_since IS NOT NULL;
    RETURN FOUND;
END $$;

-- Mails that did not arrive (show dead), that wait for another try (waiting) or that were sent, the newest
-- first, without what they say; or that one alone whose id is wanted.
CREATE FUNCTION mail_list(show text, wanted bigint, skip bigint)
RETURNS TABLE (id bigint, recipient text, subject text, state text, attempts int, answer text,
               created_at timestamptz, due_at timestamptz, sent_at timestamptz, found bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.id, coalesce(m.recipient, a.email), m.subject, m.state, m.attempts, m.answer, m.created_at,
           m.due_at, m.sent_at, count(*) OVER ()
      FROM mail m LEFT JOIN account a ON a.id = m.account
     WHERE (SELECT is_admin()) AND CASE WHEN wanted = 0 THEN m.state = show ELSE m.id = wanted END
     ORDER BY m.id DESC LIMIT 51 OFFSET skip;
$$;

CREATE FUNCTION mail_dead() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM mail m WHERE m.state = 'dead' AND (SELECT is_admin());
$$;

-- A mail that was given up is tried anew for a day; its recipient, NULL if there is no such mail.
CREATE FUNCTION mail_again(wanted bigint) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH again AS (
        UPDATE mail m SET state = 'waiting', attempts = 0, answer = NULL, due_at = now(), created_at = now()
         WHERE m.id = wanted AND m.state = 'dead' AND m.text IS NOT NULL AND (SELECT is_admin())
        RETURNING m.recipient, m.account)
    SELECT coalesce(g.recipient, (SELECT a.email FROM account a WHERE a.id = g.account), 'nobody')
      FROM again g, pg_notify('dispatch', '');
$$;

CREATE FUNCTION mail_drop(wanted bigint) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM mail m WHERE m.id = wanted AND m.state = 'dead' AND (SELECT is_admin())
    RETURNING coalesce(m.recipient, (SELECT a.email FROM account a WHERE a.id = m.account), 'nobody');
$$;

-- Notifications of one state (show '': all) before that id (0: from the newest), the newest first; search is
-- a part of the name or address of whoever gets them.  A hook is shown by its name alone.
CREATE FUNCTION notification_list(show text, search text, before bigint, most bigint)
RETURNS TABLE (id bigint, way text, recipient text, account text, repo text, crasher bigint, events bigint, state text,
               attempts int, answer text, made_at timestamptz, due_at timestamptz, sent_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT n.id, c.kind, coalesce(c.address, CASE WHEN c.kind = 'email' THEN a.email END, nullif(c.name, '')), a.name, r.name,
           n.crasher, (SELECT coalesce(sum(d.number), 0) FROM delivery d
                        WHERE d.notification = n.id AND d.state NOT IN ('muted', 'cancelled') OR d.notification = n.id AND n.state = 'cancelled'), n.state,
           n.attempts, n.answer, n.made_at, n.due_at, n.sent_at
      FROM notification n
      JOIN channel c ON c.id = n.channel
      LEFT JOIN account a ON a.id = n.account
      LEFT JOIN repo r ON r.id = n.repo
     WHERE (SELECT is_admin()) AND n.tested_by IS NULL AND (show = '' OR n.state = show) AND (before = 0 OR n.id < before)
       AND (search = '' OR position(lower(search) IN lower(concat_ws(' ', c.address, c.name, a.name,
                                                                     CASE WHEN c.kind = 'email' THEN a.email END))) > 0)
     ORDER BY n.id DESC LIMIT most;
$$;

CREATE FUNCTION notification_dead() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM notification n WHERE n.state = 'dead' AND n.tested_by IS NULL AND (SELECT is_admin());
$$;

-- Events that could be told to nobody, whatever the reason is; that of the last.
CREATE FUNCTION notification_untold() RETURNS TABLE (number bigint, reason text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), (array_agg(e.detail ->> 'untold' ORDER BY e.id DESC))[1]
      FROM event e WHERE e.detail ? 'untold' AND (SELECT is_admin());
$$;

-- How many wait or were given up, by way, for whoever watches the hub; none says of whom or what.
CREATE FUNCTION notification_open() RETURNS TABLE (way text, state text, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH open AS (
        SELECT c.kind, n.state, count(*) AS number FROM notification n JOIN channel c ON c.id = n.channel
         WHERE n.state IN ('waiting', 'dead') AND n.tested_by IS NULL GROUP BY c.kind, n.state)
    SELECT w.way, s.state, coalesce(o.number, 0)
      FROM unnest('{email,slack,slack_dm,teams,discord,mattermost,webhook}'::text[]) WITH ORDINALITY w (way, place)
      CROSS JOIN unnest('{waiting,dead}'::text[]) s (state)
      LEFT JOIN open o ON o.kind = w.way AND o.state = s.state
     ORDER BY w.place, s.state;
$$;

-- Notifications that were given up, that one or (0) the oldest 1,000, are tried for three more days; how many.
CREATE FUNCTION notification_again(wanted bigint) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH again AS (
        UPDATE notification n
           SET state = 'waiting', spent = n.attempts, due_at = now(), tried_until = now() + interval '3 days'
          FROM (SELECT o.id FROM notification o
                 WHERE o.state = 'dead' AND o.tested_by IS NULL AND (wanted = 0 OR o.id = wanted) AND (SELECT is_admin())
                 ORDER BY o.id LIMIT 1000 FOR UPDATE) old
         WHERE n.id = old.id RETURNING n.id, n.channel
    ), events AS (
        UPDATE delivery d SET state = 'waiting' FROM again g WHERE d.notification = g.id AND d.state = 'dead'
    ), at_once AS (
        UPDATE channel c SET next_at = now() FROM again g WHERE c.id = g.channel AND c.next_at > now())
    SELECT count(*) FROM again, pg_notify('dispatch', '');
$$;

-- Has a channel of one's own, or of administrators, tested by a message that tells of nothing; its id.  NULL:
-- there was one in the last ten seconds, or there were twenty in the last hour; older ones are forgotten.
CREATE FUNCTION notification_test(wanted bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its channel;
    made bigint;
BEGIN
    SELECT * INTO its FROM channel c
     WHERE c.id = wanted AND (c.account = me() OR c.account IS NULL AND is_admin()) FOR NO KEY UPDATE;
    IF its.id IS NULL THEN
        PERFORM refuse(409, 'this channel is not there any more');
    ELSIF its.account IS NOT NULL AND EXISTS (SELECT FROM account a WHERE a.id = me() AND a.email_confirmed_at IS NULL) THEN
        PERFORM refuse(409, 'nothing is sent before your e-mail address is confirmed');
    END IF;
    DELETE FROM notification n
     WHERE n.channel = wanted AND n.tested_by IS NOT NULL AND n.made_at < now() - interval '1 hour';
    INSERT INTO notification (channel, account, tested_by, tried_until)
        SELECT wanted, its.account, me(), now() + interval '5 minutes'
         WHERE (SELECT count(*) < 20 AND coalesce(max(n.made_at) < now() - interval '10 seconds', true)
                  FROM notification n WHERE n.channel = wanted AND n.tested_by IS NOT NULL AND n.made_at <= now())
        RETURNING id INTO made;
    PERFORM pg_notify('dispatch', '');
    RETURN made;
END $$;

-- One that waits, or was given up, is not sent any more; false if there is none.
CREATE FUNCTION notification_cancel(wanted bigint) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH ended AS (
        UPDATE notification n SET state = 'cancelled'
         WHERE n.id = wanted AND n.state IN ('waiting', 'dead') AND (SELECT is_admin()) RETURNING n.id
    ), events AS (
        UPDATE delivery d SET state = 'cancelled' FROM ended e
         WHERE d.notification = e.id AND d.state IN ('waiting', 'dead'))
    SELECT EXISTS (SELECT FROM ended);
$$;

-- The rules of a repository by which frames are mapped, and what follows.
CREATE FUNCTION mirror_set_rules(wanted bigint, its_rules text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT may_admin(wanted) THEN
        PERFORM refuse(404, 'no such repository');
    END IF;
    INSERT INTO mirror AS m (repo, rules) VALUES (wanted, its_rules)
        ON CONFLICT (repo) DO UPDATE SET rules = its_rules;
    PERFORM mirror_again(wanted);
END $$;

-- Has the mirror brought up to date now.
CREATE FUNCTION mirror_ask(wanted bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT may_admin(wanted) THEN
        PERFORM refuse(404, 'no such repository');
    END IF;
    INSERT INTO mirror AS m (repo, wanted_at) VALUES (wanted, now())
        ON CONFLICT (repo) DO UPDATE SET wanted_at = now();
    PERFORM mirror_again(wanted);
END $$;

-- Another name: by administrators of the instance alone, since a name brings the grants of patterns and
-- the posts of tokens for every repository.
CREATE FUNCTION registry_rename(wanted bigint, its_name text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT is_admin() THEN
        PERFORM refuse(403, 'only administrators rename repositories');
    END IF;
    IF EXISTS (SELECT FROM repo r WHERE r.folded = lower(its_name) AND r.removed_at IS NULL AND r.id <> wanted) THEN
        RETURN false;
    END IF;
    UPDATE repo r SET name = its_name WHERE r.id = wanted AND r.removed_at IS NULL;
    RETURN FOUND;
END $$;

-- What whoever asks may see of the events since then: the most important kinds first, of each the newest,
-- by one index.  Mostly there is none, and to find that is a fifth of the work of beginning this statement.
CREATE FUNCTION event_news(since bigint)
RETURNS TABLE (id bigint, kind text, at bigint, repo text, crasher bigint, title text, function text, severity text,
               run bigint)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    begins constant timestamptz = to_timestamp(since);
BEGIN
    IF NOT EXISTS (SELECT FROM event e WHERE e.kind IN ('regressed', 'new', 'run_failed', 'fixed') AND e.at > begins) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT n.id, n.kind, n.at, n.repo, n.crasher, n.title, n.function, n.severity, n.run
      FROM (VALUES (1, 'regressed'), (2, 'new'), (3, 'run_failed'), (4, 'fixed')) AS k (place, kind)
     CROSS JOIN LATERAL (SELECT e.id, e.kind, epoch(e.at) AS at, r.name AS repo, e.crasher, c.title, c.function,
                                c.severity, e.run
                           FROM event e
                           JOIN repo r ON r.id = e.repo
                           LEFT JOIN crasher c ON c.id = e.crasher
                          WHERE e.kind = k.kind AND e.at > begins AND c.state IS DISTINCT FROM 'duplicate'
                          ORDER BY e.at DESC, e.id DESC
                          LIMIT 51) n
     ORDER BY k.place, n.id DESC
     LIMIT 51;
END $$;

-- A crasher that is about to be changed on its page, alone: no post makes several things, and nothing is
-- rolled up meanwhile.
CREATE FUNCTION triage_begin(wanted bigint) RETURNS crasher LANGUAGE plpgsql AS $$
DECLARE
    its crasher;
BEGIN
    SELECT * INTO its FROM crasher c WHERE c.id = wanted;
    IF NOT coalesce(may_triage(its.repo), false) THEN
        PERFORM refuse(403, 'you may not triage this repository');
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('ingest', its.repo)), roll_pause();
    SELECT * INTO its FROM crasher c WHERE c.id = wanted FOR NO KEY UPDATE;
    RETURN its;
END $$;

-- Takes a step by hand.  expected is the state that its author saw (NULL: whichever).
CREATE FUNCTION triage_step(wanted bigint, its_deed text, expected text, its_commit text, reason text)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its crasher := triage_begin(wanted);
BEGIN
    IF its.state <> expected OR NOT EXISTS (SELECT FROM crasher_steps() s
                                             WHERE s.deed = its_deed AND s.was = its.state AND s.by_hand) THEN
        PERFORM refuse(409, format('nothing was changed: its state is "%s" now', its.state));
    END IF;
    PERFORM crasher_step(wanted, its_deed, its_commit, NULL, reason), repo_refresh(its.repo);
    RETURN its.state;
END $$;

-- Gives a crasher to an account that may read it; '' to nobody.  Whether that changed anything.
CREATE FUNCTION triage_assign(wanted bigint, its_name text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its crasher := triage_begin(wanted);
    who account;
BEGIN
    SELECT * INTO who FROM account a
     WHERE lower(a.name) = lower(its_name) AND a.disabled_at IS NULL
       AND (a.is_admin OR EXISTS (SELECT FROM repo r WHERE r.id = its.repo AND r.public)
            OR EXISTS (SELECT FROM grants_of(a.id) g WHERE g.repo = its.repo));
    IF its_name <> '' AND who.id IS NULL THEN
        PERFORM refuse(422, 'nobody of this name may read this repository');
    ELSIF its.state = 'duplicate' THEN
        PERFORM refuse(409, 'nothing was changed: its state is "duplicate" now');
    ELSIF its.assignee IS NOT DISTINCT FROM who.id THEN
        RETURN false;
    END IF;
    UPDATE crasher c SET assignee = who.id WHERE c.id = wanted;
    INSERT INTO event (repo, kind, crasher, account, detail)
        VALUES (its.repo, 'assigned', wanted, me(), jsonb_strip_nulls(jsonb_build_object('who', who.name)));
    RETURN true;
END $$;

-- Mutes an open crasher until a day (NULL: of no matter), or until it was seen so many times more (0: of
-- no matter); with neither, it is heard again.
CREATE FUNCTION triage_mute(wanted bigint, until date, more bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its crasher := triage_begin(wanted);
    until_at timestamptz := until::timestamp AT TIME ZONE 'UTC';
BEGIN
    IF its.state NOT IN ('open', 'triaged', 'regressed') THEN
        PERFORM refuse(409, format('nothing was changed: its state is "%s" now', its.state));
    ELSIF until_at <= now() OR until_at > now() + interval '5 years' THEN
        PERFORM refuse(422, 'until is a day to come, within five years');
    END IF;
    INSERT INTO event (repo, kind, crasher, account, detail, dispatched_at)
        VALUES (its.repo, CASE WHEN until IS NULL AND more = 0 THEN 'unmuted' ELSE 'muted' END, wanted, me(),
                jsonb_strip_nulls(jsonb_build_object('until', until, 'more', nullif(more, 0))), now());
    UPDATE crasher c
       SET muted_until = until_at,
           muted_crashes = CASE WHEN more > 0 THEN
               c.crashes + more + (SELECT count(*) FROM pending p WHERE p.crasher = c.id) END
     WHERE c.id = wanted;
END $$;

-- What a merge changes, so that it can be taken back; noted with the event of the duplicate.
CREATE FUNCTION merge_before(lesser bigint, better bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
               'state', l.state, 'crashes', l.crashes, 'first_seen', b.first_seen, 'first_run', b.first_run,
               'last_crash', coalesce((SELECT max(c.id) FROM crash c WHERE c.crasher IN (l.id, b.id)), 0),
               'moved', ARRAY(SELECT c.id FROM crash c WHERE c.crasher = l.id AND c.kept ORDER BY c.id DESC LIMIT 1000),
               'targets', ARRAY(SELECT jsonb_build_object('target', x.target, 'package', x.package, 'at', x.first_seen)
                                  FROM crasher_target x WHERE x.crasher = l.id),
               'own_targets', ARRAY(SELECT x.target FROM crasher_target x WHERE x.crasher = b.id),
               'days', ARRAY(SELECT jsonb_build_object('day', d.day, 'crashes', d.crashes)
                               FROM crasher_day d WHERE d.crasher = l.id),
               'comments', ARRAY(SELECT m.id FROM comment m WHERE m.crasher = l.id),
               'subscriptions', ARRAY(SELECT s.id FROM subscription s WHERE s.crasher = l.id),
               'tickets', ARRAY(SELECT t.id FROM ticket t WHERE t.crasher = l.id
                                   AND NOT EXISTS (SELECT FROM ticket o WHERE o.crasher = b.id)),
               'duplicates', ARRAY(SELECT k.id FROM crasher k WHERE k.duplicate_of = l.id))
      FROM crasher l, crasher b WHERE l.id = lesser AND b.id = better;
$$;

CREATE FUNCTION ids_of(list jsonb) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT x::bigint FROM jsonb_array_elements_text(list) x);
$$;

-- Makes a crasher the duplicate of another of its repository, by hand.
CREATE FUNCTION triage_merge(wanted bigint, other bigint, expected text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its crasher := triage_begin(wanted);
    better crasher;
    before jsonb;
BEGIN
    SELECT * INTO better FROM crasher c WHERE c.id = other AND c.repo = its.repo;
    IF better.id IS NULL OR better.id = its.id THEN
        PERFORM refuse(422, format('#%s is no other crasher of this repository', other));
    ELSIF its.state = 'duplicate' OR its.state <> expected THEN
        PERFORM refuse(409, format('nothing was changed: its state is "%s" now', its.state));
    ELSIF better.state = 'duplicate' THEN
        PERFORM refuse(409, format('#%s is itself a duplicate, of #%s', other, better.duplicate_of));
    END IF;
    PERFORM roll_pending();
    before := merge_before(wanted, other);
    PERFORM crasher_merge(wanted, other, NULL);
    UPDATE event e
       SET account = me(),
           detail = e.detail || CASE WHEN e.crasher = wanted THEN jsonb_build_object('before', before) ELSE '{}' END
     WHERE e.id IN (SELECT max(x.id) FROM event x
                     WHERE x.crasher = wanted AND x.kind = 'duplicate' OR x.crasher = other AND x.kind = 'merged'
                     GROUP BY x.kind);
    PERFORM repo_refresh(its.repo);
END $$;

/*
 * Takes a merge by hand back: the other crasher has again what it had, and the crashes that were seen by
 * its signatures since; of these, those that are kept, at most a thousand, go, the others are counted.
 * Comments, subscriptions and tickets made since stay.
 */
CREATE FUNCTION triage_split(wanted bigint, other bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its crasher := triage_begin(wanted);
    gone crasher;
    noted jsonb;
    was jsonb;
    signatures bytea[];
    since record; -- crashes since the merge
BEGIN
    SELECT * INTO gone FROM crasher c WHERE c.id = other AND c.duplicate_of = wanted FOR NO KEY UPDATE;
    SELECT e.detail INTO noted FROM event e WHERE e.crasher = other AND e.kind = 'duplicate' ORDER BY e.id DESC LIMIT 1;
    was := noted -> 'before';
    IF gone.id IS NULL THEN
        PERFORM refuse(409, format('#%s is not merged into this one', other));
    ELSIF was IS NULL OR (noted ->> 'crasher')::bigint <> wanted THEN
        PERFORM refuse(409, format('#%s was not merged into this one by hand', other));
    END IF;
    PERFORM roll_pending();
    signatures := ARRAY(SELECT s.digest FROM signature s WHERE s.crasher = other OR s.crasher = ANY (ids_of(was -> 'duplicates')));
    SELECT count(*) AS n, max(c.at) AS last_seen, max(c.run) AS last_run INTO since FROM crash c
     WHERE c.crasher = wanted AND c.id > (was ->> 'last_crash')::bigint AND c.signature = ANY (signatures);

    UPDATE crasher c
       SET state = was ->> 'state', duplicate_of = NULL, state_at = now(),
           crashes = (was ->> 'crashes')::bigint + since.n, last_seen = greatest(c.last_seen, since.last_seen),
           last_run = greatest(c.last_run, since.last_run)
     WHERE c.id = other;
    UPDATE crasher c SET duplicate_of = other WHERE c.id = ANY (ids_of(was -> 'duplicates')) AND c.duplicate_of = wanted;
    WITH days AS (
        SELECT d.day, sum(d.crashes) AS crashes
          FROM (SELECT (x ->> 'day')::date AS day, (x ->> 'crashes')::bigint AS crashes
                  FROM jsonb_array_elements(was -> 'days') x
                UNION ALL
                SELECT (c.at AT TIME ZONE 'UTC')::date, count(*) FROM crash c
                 WHERE c.crasher = wanted AND c.id > (was ->> 'last_crash')::bigint AND c.signature = ANY (signatures)
                 GROUP BY 1) d
         GROUP BY d.day
    ), less AS (
        UPDATE crasher_day y SET crashes = greatest(y.crashes - d.crashes, 0)
          FROM days d WHERE y.crasher = wanted AND y.day = d.day)
    INSERT INTO crasher_day (crasher, repo, day, crashes) SELECT other, its.repo, d.day, d.crashes FROM days d
        ON CONFLICT DO NOTHING;
    INSERT INTO crasher_target (crasher, target, repo, package, first_seen)
        SELECT other, (x ->> 'target')::bigint, its.repo, (x ->> 'package')::bigint, (x ->> 'at')::timestamptz
          FROM jsonb_array_elements(was -> 'targets') x
         WHERE EXISTS (SELECT FROM target t WHERE t.id = (x ->> 'target')::bigint)
        ON CONFLICT DO NOTHING;
    UPDATE crash c SET crasher = other
     WHERE c.crasher = wanted
       AND c.id IN (SELECT m.id FROM crash m
                     WHERE m.crasher = wanted AND m.kept
                       AND (m.id = ANY (ids_of(was -> 'moved'))
                            OR m.id > (was ->> 'last_crash')::bigint AND m.signature = ANY (signatures))
                     ORDER BY m.id DESC LIMIT 2000);
    INSERT INTO crasher_target (crasher, target, repo, package)
        SELECT DISTINCT other, t.id, t.repo, t.package FROM crash c JOIN target t ON t.id = c.target
         WHERE c.crasher = other AND c.kept
        ON CONFLICT DO NOTHING;
    DELETE FROM crasher_target x
     WHERE x.crasher = wanted AND x.target <> ALL (ids_of(was -> 'own_targets'))
       AND NOT EXISTS (SELECT FROM crash c WHERE c.crasher = wanted AND c.kept AND c.target = x.target);
    UPDATE crasher c
       SET crashes = greatest(c.crashes - (was ->> 'crashes')::bigint - since.n, 0),
           first_seen = (was ->> 'first_seen')::timestamptz, first_run = (was ->> 'first_run')::bigint,
           (last_seen, last_run) = (SELECT coalesce(max(k.at), c.last_seen), coalesce(max(k.run), c.last_run)
                                      FROM crash k WHERE k.crasher = wanted AND k.kept)
     WHERE c.id = wanted;
    UPDATE comment m SET crasher = other WHERE m.crasher = wanted AND m.id = ANY (ids_of(was -> 'comments'));
    UPDATE subscription s SET crasher = other
     WHERE s.crasher = wanted AND s.id = ANY (ids_of(was -> 'subscriptions'))
       AND NOT EXISTS (SELECT FROM subscription o WHERE o.crasher = other AND o.account = s.account
                          AND o.made_by IS NULL AND s.made_by IS NULL);
    UPDATE ticket t SET crasher = other WHERE t.crasher = wanted AND t.id = ANY (ids_of(was -> 'tickets'));
    INSERT INTO event (repo, kind, crasher, account, detail, dispatched_at)
        VALUES (its.repo, 'unmerged', wanted, me(), jsonb_build_object('crasher', other), now()),
               (its.repo, 'unmerged', other, me(), jsonb_build_object('crasher', wanted), now());
    PERFORM repo_refresh(its.repo);
END $$;

-- What a change by hand can change of a crasher.
CREATE FUNCTION triage_part(wanted bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('state', c.state, 'state_at', c.state_at, 'fixed_commit', c.fixed_commit,
                              'fix_confirmed_at', c.fix_confirmed_at, 'assignee', c.assignee,
                              'muted_until', c.muted_until, 'muted_crashes', c.muted_crashes)
      FROM crasher c WHERE c.id = wanted;
$$;

-- Does the same with several crashers, each as if alone.  A row for each: what refused it, or NULL.  In one
-- order, so that two at once do not wait for each other.
CREATE FUNCTION bulk_do(ids bigint[], its_deed text, value text)
RETURNS TABLE (bulk bigint, crasher bigint, repo text, refused text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its record;
    before jsonb;
BEGIN
    INSERT INTO bulk_change AS b (account, deed) VALUES (me(), its_deed) RETURNING b.id INTO bulk;
    FOR its IN SELECT c.id, r.name FROM crasher c JOIN repo r ON r.id = c.repo
                WHERE c.id = ANY (ids) AND may_read(c.repo) ORDER BY c.repo, c.id
    LOOP
        crasher := its.id;
        repo := its.name;
        refused := NULL;
        before := triage_part(its.id);
        BEGIN
            CASE its_deed
                WHEN 'assign' THEN PERFORM triage_assign(its.id, value);
                WHEN 'mute' THEN PERFORM triage_mute(its.id, value::date, 0);
                WHEN 'unmute' THEN PERFORM triage_mute(its.id, NULL, 0);
                ELSE PERFORM triage_step(its.id, its_deed, NULL, CASE its_deed WHEN 'fix' THEN value END, NULL);
            END CASE;
            UPDATE bulk_change b
               SET changed = b.changed || jsonb_build_object('id', its.id, 'before', before, 'after', triage_part(its.id))
             WHERE b.id = bulk;
        EXCEPTION WHEN SQLSTATE 'P0001' THEN
            refused := SQLERRM;
            UPDATE bulk_change b SET refused = b.refused + 1, reason = coalesce(b.reason, '#' || its.id || ': ' || SQLERRM)
             WHERE b.id = bulk;
        END;
        RETURN NEXT;
    END LOOP;
END $$;

-- Gives each of them what it had before, unless somebody changed it since; a row for each that has it again.
CREATE FUNCTION bulk_undo(wanted bigint) RETURNS TABLE (crasher bigint, repo text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its record;
    was crasher;
BEGIN
    UPDATE bulk_change b SET undone_at = now()
     WHERE b.id = wanted AND b.account = me() AND b.undone_at IS NULL AND b.at > now() - interval '1 hour';
    IF NOT FOUND THEN
        PERFORM refuse(409, 'this was undone already, or is more than an hour ago');
    END IF;
    FOR its IN SELECT c.id, c.repo, c.state, r.name, x.item
                 FROM bulk_change b CROSS JOIN LATERAL jsonb_array_elements(b.changed) x (item)
                 JOIN crasher c ON c.id = (x.item ->> 'id')::bigint JOIN repo r ON r.id = c.repo
                WHERE b.id = wanted AND may_triage(c.repo) ORDER BY c.repo, c.id
    LOOP
        PERFORM triage_begin(its.id);
        CONTINUE WHEN triage_part(its.id) <> its.item -> 'after';
        was := jsonb_populate_record(NULL::crasher, its.item -> 'before');
        UPDATE crasher c
           SET (state, state_at, fixed_commit, fix_confirmed_at, assignee, muted_until, muted_crashes) =
               (was.state, was.state_at, was.fixed_commit, was.fix_confirmed_at, was.assignee, was.muted_until,
                was.muted_crashes)
         WHERE c.id = its.id;
        INSERT INTO event (repo, kind, crasher, account, detail, dispatched_at)
            VALUES (its.repo, 'undone', its.id, me(),
                    jsonb_strip_nulls(jsonb_build_object('to', was.state, 'who', (SELECT a.name FROM account a WHERE a.id = was.assignee))), now());
        PERFORM repo_refresh(its.repo);
        crasher := its.id;
        repo := its.name;
        RETURN NEXT;
    END LOOP;
END $$;

/*
 * Where the tickets of a repository go (0: what the hub has), of the tracker that is wanted, or else of the
 * first that has a project, or else of a Jira whose address is known.  Address, account and token are of
 * one owner: the repository's own if it has any of them, else all of them the hub's (0).  So an address
 * that a repository sets gets no token of the hub.
 */
CREATE FUNCTION tracker_of(its_repo bigint, wanted text)
RETURNS TABLE (tracker text, owner bigint, address text, username text, has_token boolean, project text,
               type text, labels text, fields text) LANGUAGE sql STABLE AS $$
    WITH its AS (
        SELECT split_part(s.name, '.', 1) AS tracker, split_part(s.name, '.', 2) AS name, s.value,
               coalesce(s.repo, 0) AS owner
          FROM setting s
         WHERE (s.repo IS NULL OR s.repo = its_repo) AND split_part(s.name, '.', 1) IN ('jira', 'github', 'gitlab')
    ), owners AS (
        SELECT i.tracker, coalesce(max(i.owner) FILTER (WHERE i.name IN ('url', 'user', 'token')), 0) AS owner
          FROM its i GROUP BY i.tracker
    ), known AS (
        SELECT o.tracker, o.owner,
               max(i.value) FILTER (WHERE i.owner = o.owner AND i.name = 'url') AS address,
               max(i.value) FILTER (WHERE i.owner = o.owner AND i.name = 'user') AS username,
               bool_or(i.owner = o.owner AND i.name = 'token') AS has_token,
               max(i.value) FILTER (WHERE i.owner = its_repo AND i.name = 'project') AS project,
               max(i.value) FILTER (WHERE i.owner = its_repo AND i.name = 'type') AS type,
               max(i.value) FILTER (WHERE i.owner = its_repo AND i.name = 'labels') AS labels,
               max(i.value) FILTER (WHERE i.owner = its_repo AND i.name = 'fields') AS fields
          FROM owners o JOIN its i ON i.tracker = o.tracker GROUP BY o.tracker, o.owner)
    SELECT k.* FROM known k
     WHERE CASE WHEN wanted IS NULL THEN k.project IS NOT NULL OR k.tracker = 'jira' AND k.address IS NOT NULL
                ELSE k.tracker = wanted END
     ORDER BY k.project IS NULL, array_position(ARRAY['jira', 'github', 'gitlab'], k.tracker) LIMIT 1;
$$;

-- The same for whoever may triage, who may not see settings.  In plpgsql, which keeps its plans: each page of a
-- crasher asks this, and most hubs have no tracker.
CREATE FUNCTION ticket_place(its_repo bigint)
RETURNS TABLE (tracker text, owner bigint, address text, username text, has_token boolean, project text,
               type text, labels text, fields text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF may_triage(its_repo) AND EXISTS (
           SELECT FROM setting s
            WHERE coalesce(s.repo, 0) IN (0, its_repo)
              AND s.name IN ('jira.url', 'jira.project', 'github.project', 'gitlab.project')) THEN
        RETURN QUERY SELECT t.* FROM tracker_of(its_repo, NULL) t;
    END IF;
END $$;

-- Forgets the ticket of a crasher, which stays at its tracker; its key, '' if it had none yet.
CREATE FUNCTION ticket_drop(wanted bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its ticket;
BEGIN
    SELECT * INTO its FROM ticket t WHERE t.crasher = wanted FOR UPDATE;
    IF NOT coalesce(may_triage(its.repo), false) THEN
        PERFORM refuse(409, 'there is no ticket any more');
    ELSIF its.busy AND its.state <> 'open' AND its.due_at > now() THEN
        PERFORM refuse(409, 'the tracker is being called at this moment: try again in a minute');
    END IF;
    DELETE FROM ticket t WHERE t.id = its.id;
    INSERT INTO event (repo, kind, crasher, account, detail, dispatched_at)
        SELECT its.repo, 'ticket', wanted, me(), jsonb_build_object('to', 'unlinked', 'who', its.key), now()
         WHERE its.key IS NOT NULL AND its.state = 'open';
    RETURN coalesce(its.key, '');
END $$;

GRANT USAGE ON SCHEMA public TO nopanic_page, nopanic_auth, nopanic_ingest, nopanic_cron;
GRANT SELECT ON schema_version TO nopanic_page, nopanic_auth, nopanic_ingest, nopanic_cron;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION epoch(timestamptz) TO nopanic_page, nopanic_auth, nopanic_cron;
GRANT EXECUTE ON FUNCTION day_of(timestamptz), magnitude(bigint), crasher_text(text, text, text, text, jsonb)
    TO nopanic_page, nopanic_cron;
GRANT EXECUTE ON FUNCTION is_listed, may_read, may_triage, may_admin, may_manage, is_admin, me
    TO nopanic_page, nopanic_auth, nopanic_cron;
GRANT EXECUTE ON FUNCTION hub_enter(bigint, bigint, bigint) TO nopanic_page, nopanic_auth;
GRANT EXECUTE ON FUNCTION grants_of(bigint) TO nopanic_page, nopanic_cron;
GRANT EXECUTE ON FUNCTION crasher_search(jsonb, bigint) TO nopanic_page;
GRANT EXECUTE ON FUNCTION access_who(text, text), access_of_repo(bigint), people_list(text, text, bigint),
    crasher_steps(), steps_by_hand(text), is_muted(timestamptz, bigint, bigint), triage_step(bigint, text, text, text, text),
    triage_assign(bigint, text), triage_mute(bigint, date, bigint),
    triage_merge(bigint, bigint, text), triage_split(bigint, bigint), bulk_do(bigint[], text, text), bulk_undo(bigint),
    ticket_place(bigint), ticket_drop(bigint),
    people_find(text), people_set(bigint, boolean, boolean), people_sign_out(bigint), people_second_off(bigint),
    registry_rename(bigint, text), mail_list(text, bigint, bigint), mail_again(bigint), mail_drop(bigint),
    notification_list(text, text, bigint, bigint), notification_again(bigint), notification_untold(), notification_cancel(bigint), notification_open(),
    notification_test(bigint), notify_rule_people(bigint, bigint, bigint, text, text[], bigint), people_of_email(text)
    TO nopanic_page;
GRANT EXECUTE ON FUNCTION session_is_fresh(bytea, timestamptz), pending_age(), event_news(bigint), feed_address_open(bytea),
    feed_address_used(bigint) TO nopanic_page;
GRANT EXECUTE ON FUNCTION has_second_factor(bigint), mail_dead(), notification_dead() TO nopanic_page, nopanic_auth;
GRANT EXECUTE ON FUNCTION repo_verdict(int, text, timestamptz, int), is_muted(timestamptz, bigint, bigint) TO nopanic_page, nopanic_cron;
GRANT EXECUTE ON FUNCTION ingest_known, ingest_store TO nopanic_ingest;
GRANT EXECUTE ON FUNCTION subscription_reaches_me(bigint, boolean), subscription_mine(), my_address() TO nopanic_page;
GRANT EXECUTE ON FUNCTION tracker_of(bigint, text), event_expand(bigint, bigint), notification_group(bigint), notification_take(text[], bigint),
    notification_end(bigint, bigint, text, text, bigint, boolean) TO nopanic_cron;
GRANT EXECUTE ON FUNCTION roll_pending(), mend_waiting(), prune_samples(int), prune_removed(), repo_measure(bigint), crasher_rebucket(bigint, jsonb),
    rebucket_finish(bigint, text, int), mirror_keep, mirror_forget, mirror_looked, order_settle TO nopanic_cron;
GRANT EXECUTE ON FUNCTION mirror_set_rules(bigint, text), mirror_ask(bigint) TO nopanic_page;

GRANT SELECT ON repo, repo_status, package, target, run, result, log, blob, code, crasher, signature,
    crasher_target, crash, pending, activity, crasher_day, event, delivery, ticket, comment, source, job,
    repo_grant, token, token_repo, subscription, subscription_left, notify_setting, notification,
    notification_attempt, account_group, group_member, bulk_change, mirror,
    mirror_file, commit_order, saved_filter TO nopanic_page;
GRANT INSERT (account, name, address), UPDATE (name, address), DELETE ON saved_filter TO nopanic_page;
GRANT INSERT (account, account_group, channel, repo, repo_pattern, crasher, kinds, severity, packages, pace, ways, mandatory, made_by),
    UPDATE (kinds, severity, packages, pace, ways, mandatory, muted_until), DELETE ON subscription TO nopanic_page;
GRANT INSERT, DELETE ON subscription_left TO nopanic_page;
GRANT INSERT, UPDATE, DELETE ON notify_setting TO nopanic_page;
-- The pages write secrets and cannot read them.
GRANT SELECT (id, account, kind, name, address, sees_private, failures, failing_since, created_at),
    INSERT (account, kind, name, address, sees_private), UPDATE (name, address, sealed, sealed_key, sees_private, next_at), DELETE
    ON channel TO nopanic_page;
GRANT SELECT (id, account, repo, saved_filter, created_at, used_at), INSERT (account, digest, repo, saved_filter), DELETE
    ON feed_address TO nopanic_page;
GRANT SELECT (id, name, is_admin, disabled_at) ON account TO nopanic_page;
GRANT UPDATE (visited_at) ON account TO nopanic_page;
GRANT INSERT (account, who, action, object, address, detail) ON audit
    TO nopanic_page, nopanic_auth, nopanic_cron;
GRANT SELECT ON audit TO nopanic_page;
GRANT SELECT (id), INSERT (account, recipient, subject, text) ON mail TO nopanic_page, nopanic_auth, nopanic_cron;
-- The pages write secrets and cannot read them.
GRANT SELECT (id, repo, name, value, account, changed_at), INSERT (repo, name, value, sealed, account),
    UPDATE (value, sealed, account, changed_at), DELETE ON setting TO nopanic_page;
GRANT INSERT (name, public), UPDATE (wanted_rules, wanted_depth, public, removed_at, source_link, compare_link) ON repo
    TO nopanic_page;
GRANT INSERT (repo, pattern, account, account_group, role), DELETE ON repo_grant TO nopanic_page;
GRANT INSERT (name), UPDATE (name), DELETE ON account_group TO nopanic_page;
GRANT INSERT (account_group, account, is_manager), UPDATE (is_manager), DELETE ON group_member TO nopanic_page;
GRANT INSERT (jti, name, scope, kid, every_repo, pattern, account, expires_at), UPDATE (revoked_at) ON token TO nopanic_page;
GRANT INSERT ON token_repo TO nopanic_page;
GRANT INSERT (repo, crasher, account, text), UPDATE (text, edited_at), DELETE ON comment TO nopanic_page;
GRANT INSERT (repo, crasher, state, key, title, text, account),
    UPDATE (state, key, title, text, account, says, attempts, due_at, created_at, answered) ON ticket TO nopanic_page;
GRANT SELECT, INSERT (repo, tracker), UPDATE (due_at, attempts, done_at) ON tracker_check TO nopanic_page;

GRANT SELECT, INSERT, UPDATE, DELETE ON account TO nopanic_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON session, account_code, login_failure, mail_request, recovery_code TO nopanic_auth;
GRANT SELECT, UPDATE (used_at, used_address) ON token TO nopanic_auth;
GRANT SELECT (repo, name, value) ON setting TO nopanic_auth;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO nopanic_cron;
REVOKE SELECT ON audit, account, session, account_code, login_failure, mail_request, recovery_code
    FROM nopanic_cron;
GRANT SELECT (id, name, email, email_confirmed_at, is_admin, disabled_at) ON account TO nopanic_cron;
GRANT SELECT, INSERT, UPDATE ON event, source, job TO nopanic_cron;
GRANT UPDATE (sealed, sealed_key) ON channel TO nopanic_cron;
GRANT UPDATE ON mail, ticket, tracker_check TO nopanic_cron;
GRANT UPDATE (warned_at) ON token TO nopanic_cron;
GRANT INSERT, UPDATE ON mirror TO nopanic_cron;
