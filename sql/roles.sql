-- The roles of a hub, made by whoever may make roles; running it again changes nothing.
--
-- nopanic_owner owns every table and applies migrations; the others own nothing.  How they log in is
-- the cluster's matter: by peer authentication on the hub's own, by password elsewhere.
DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['nopanic_owner', 'nopanic_page', 'nopanic_auth', 'nopanic_ingest',
                                  'nopanic_cron'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', wanted);
        END IF;
    END LOOP;
END $$;
