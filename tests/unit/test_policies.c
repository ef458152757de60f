/*
 * sql/schema/005_access.sql: row-level security alone, without the help of what the pages' role was
 * granted.  Every table with policies, as the database names them, against every visitor, every
 * repository and every deed.
 */
#include "stage.h"

/* The rank of a visitor's role on repositories 1 to 4: none, read, triage, admin. */
struct visitor {
    const char *name;
    int64_t account, token;
    int ranks[5];
};
static const struct visitor visitors[] = {
    { "a stranger", 0, 0, { 0, 0, 1, 0, 0 } }, { "bob", BOB, 0, { 0, 0, 1, 0, 0 } },
    { "alice", ALICE, 0, { 0, 1, 1, 0, 0 } },  { "tom", TOM, 0, { 0, 2, 1, 0, 0 } },
    { "carol", CAROL, 0, { 0, 3, 1, 0, 0 } },  { "root", ROOT, 0, { 0, 3, 3, 0, 3 } },
    { "a token", 0, 1, { 0, 1, 0, 0, 0 } },
};

/* Tables of a repository by the rank that sees a row, and the one that changes it; 9: none. */
struct kind {
    int sees, adds, changes, removes;
    const char *tables;
};
static const struct kind kinds[] = {
    { 1, 9, 9, 9,
      " package target run result log blob code signature crasher_target crash pending"
      " activity crasher_day post mirror_file"
      " commit_order " },
    { 1, 2, 2, 2, " crasher event ticket repo_status " },
    { 1, 3, 3, 3, " source job " },
    { 3, 3, 3, 3, " repo_grant setting tracker_check mirror " },
};
/* Those that follow rules of their own, each with a test below or in test_access.c. */
static const char own_rules[] =
    " repo token token_repo subscription account_group group_member audit comment bulk_change"
    " saved_filter feed_address channel subscription_left notify_setting delivery notification"
    " notification_attempt ";

static const struct kind *kind_of(const char *table)
{
    char word[64];
    snprintf(word, sizeof(word), " %s ", table);
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (strstr(kinds[i].tables, word))
            return &kinds[i];
    if (!strstr(own_rules, word))
        fail_msg("table %s has policies and no row in this test", table);
    return NULL;
}

static int open_policies(void **state)
{
    if (open_stage(state) != 0)
        return -1;
    /* Copies of rows, to be put in again; and no privilege is missing, so that policies decide. */
    scene_sql(
        *state,
        "INSERT INTO repo_grant (repo, account, role) SELECT id, 6, 'read' FROM repo;"
        "INSERT INTO setting (repo, name, value) SELECT id, 'jira_project', 'A' FROM repo;"
        "CREATE SCHEMA copies;"
        "DO $$ DECLARE t text; BEGIN"
        " FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity LOOP"
        "  EXECUTE format('CREATE TABLE copies.%I AS SELECT * FROM public.%I', t, t);"
        " END LOOP; END $$;"
        "GRANT USAGE ON SCHEMA copies TO nopanic_page;"
        "GRANT SELECT ON ALL TABLES IN SCHEMA copies TO nopanic_page;"
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO nopanic_page");
    return 0;
}

static void enter(struct hub *hub, const struct visitor *v)
{
    db_forget(page);
    assert_true(hub_enter(hub, v->account, v->token, false));
}

static int count(struct hub *hub, const char *deed)
{
    return atoi(cast_value(
        hub->mem, hub->db,
        text_format(hub->mem, "WITH d AS (%s) SELECT count(*)::text AS value FROM d", deed)));
}

/* Whether a deed reached a row; what row-level security forbids fails, what a constraint forbids
 * had its leave. */
struct trial {
    struct hub *hub;
    const char *deed;
    int rows;
};

static void run_trial(void *arg)
{
    struct trial *t = arg;
    t->rows = count(t->hub, t->deed);
}

static bool may(struct hub *hub, const struct visitor *v, const char *deed)
{
    struct trial t = { hub, deed, 0 };
    enter(hub, v);
    enum fail kind = scene_fails(run_trial, &t);
    if (kind == FAIL_BROKEN && !strstr(scene_reason(), "row-level security"))
        fail_msg("%s: %s", deed, scene_reason());
    return kind == FAIL_REFUSED || (kind == FAIL_NOT && t.rows > 0);
}

/* One cell of the matrix. */
struct cell {
    const char *table;
    const struct visitor *visitor;
    int repo;
    const char *deed;
};

static void expect(struct cell cell, bool is, bool should)
{
    if (is != should)
        fail_msg("%s %s %s of %s in repository %d", cell.visitor->name, is ? "may" : "may not",
                 cell.deed, cell.table, cell.repo);
}

/* The columns that can be written, with a comma between. */
static const char *columns(struct hub *hub, const char *table)
{
    return cast_value(hub->mem, hub->db,
                      text_format(hub->mem,
                                  "SELECT string_agg(quote_ident(attname), ',') AS value"
                                  " FROM pg_attribute WHERE attrelid = 'public.%s'::regclass"
                                  " AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
                                  table));
}

static void try_table(struct hub *hub, const char *table, const struct kind *kind,
                      const struct visitor *v)
{
    db_forget(page);
    const char *its = columns(hub, table);
    for (int repo = 1; repo <= 4; repo++) {
        int rank = v->ranks[repo];
        struct arena *mem = hub->mem;
        const char *where = text_format(mem, "%s WHERE repo = %d", table, repo);
        expect((struct cell){ table, v, repo, "see rows" },
               may(hub, v, text_format(mem, "SELECT 1 FROM %s", where)), rank >= kind->sees);
        expect((struct cell){ table, v, repo, "add rows" },
               may(hub, v,
                   text_format(mem,
                               "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM"
                               " copies.%s RETURNING 1",
                               table, its, its, where)),
               rank >= kind->adds);
        expect((struct cell){ table, v, repo, "change rows" },
               may(hub, v,
                   text_format(mem, "UPDATE %s SET repo = repo WHERE repo = %d RETURNING 1", table,
                               repo)),
               rank >= kind->changes);
        expect((struct cell){ table, v, repo, "remove rows" },
               may(hub, v, text_format(mem, "DELETE FROM %s RETURNING 1", where)),
               rank >= kind->removes);
    }
    /* Nobody but administrators of both moves a row to another repository. */
    expect((struct cell){ table, v, 4, "move rows" },
           may(hub, v,
               text_format(hub->mem, "UPDATE %s SET repo = 4 WHERE repo = 1 RETURNING 1", table)),
           v->ranks[4] >= kind->changes);
}

static const char *tables_with_policies(struct hub *hub)
{
    return cast_value(hub->mem, hub->db,
                      "SELECT string_agg(relname, ',' ORDER BY relname) AS value FROM pg_class"
                      " WHERE relkind = 'r' AND relrowsecurity"
                      " AND relnamespace = 'public'::regnamespace");
}

static void each_visitor_reaches_the_rows_of_own_repositories_alone(void **state)
{
    struct hub hub = hub_of(state);
    char *rest = text_copy(hub.mem, tables_with_policies(&hub)), *table;
    int seen = 0;
    while ((table = strsep(&rest, ","))) {
        const struct kind *kind = kind_of(table);
        for (size_t i = 0; kind && i < COUNT_OF(visitors); i++)
            try_table(&hub, table, kind, &visitors[i]);
        seen += kind != NULL;
    }
    assert_int_equal(seen, 26);
}

static void a_comment_is_its_authors_as_long_as_they_may_triage(void **state)
{
    struct hub hub = hub_of(state);
    for (size_t i = 0; i < COUNT_OF(visitors); i++) {
        const struct visitor *v = &visitors[i];
        for (int repo = 1; repo <= 4; repo++) {
            struct arena *mem = hub.mem;
            bool triages = v->ranks[repo] >= 2;
            expect((struct cell){ "comment", v, repo, "see rows" },
                   may(&hub, v, text_format(mem, "SELECT 1 FROM comment WHERE repo = %d", repo)),
                   v->ranks[repo] >= 1);
            expect((struct cell){ "comment", v, repo, "add own rows" },
                   may(&hub, v,
                       text_format(mem,
                                   "INSERT INTO comment (repo, crasher, account, text)"
                                   " VALUES (%d, %d, me(), 'x') RETURNING 1",
                                   repo, repo)),
                   triages);
            expect((struct cell){ "comment", v, repo, "add rows of others" },
                   may(&hub, v,
                       text_format(mem,
                                   "INSERT INTO comment (repo, crasher, account, text)"
                                   " VALUES (%d, %d, 6, 'x') RETURNING 1",
                                   repo, repo)),
                   false);
            expect((struct cell){ "comment", v, repo, "change rows of others" },
                   may(&hub, v, "UPDATE comment SET text = 'y' RETURNING 1"), false);
            expect((struct cell){ "comment", v, repo, "remove rows of others" },
                   may(&hub, v, "DELETE FROM comment RETURNING 1"), false);
        }
    }
}

static void a_repository_is_changed_by_who_administers_it_and_added_by_administrators(void **state)
{
    struct hub hub = hub_of(state);
    for (size_t i = 0; i < COUNT_OF(visitors); i++) {
        const struct visitor *v = &visitors[i];
        for (int repo = 1; repo <= 4; repo++) {
            struct arena *mem = hub.mem;
            expect((struct cell){ "repo", v, repo, "see it" },
                   may(&hub, v, text_format(mem, "SELECT 1 FROM repo WHERE id = %d", repo)),
                   v->ranks[repo] >= 1);
            expect((struct cell){ "repo", v, repo, "change it" },
                   may(&hub, v,
                       text_format(mem, "UPDATE repo SET public = public WHERE id = %d RETURNING 1",
                                   repo)),
                   v->ranks[repo] == 3);
            expect(
                (struct cell){ "repo", v, repo, "delete it" },
                may(&hub, v, text_format(mem, "DELETE FROM repo WHERE id = %d RETURNING 1", repo)),
                false);
        }
        struct trial t = { &hub, NULL, 0 };
        enter(&hub, v);
        t.deed = "INSERT INTO repo (name) VALUES ('x/y') RETURNING 1";
        enum fail kind = scene_fails(run_trial, &t);
        expect((struct cell){ "repo", v, 0, "add one" },
               kind == FAIL_NOT || strstr(scene_reason(), "SELECT") != NULL, v->account == ROOT);
    }
}

static void groups_and_grants_by_pattern_are_for_administrators_of_the_instance(void **state)
{
    static const char *const deeds[] = {
        "SELECT 1 FROM repo_grant WHERE pattern IS NOT NULL",
        "INSERT INTO repo_grant (pattern, account, role) VALUES ('a/*', 3, 'read') RETURNING 1",
        "UPDATE repo_grant SET role = 'admin' WHERE pattern IS NOT NULL RETURNING 1",
        "UPDATE repo_grant SET repo = NULL, pattern = 'x/*' WHERE repo = 4 RETURNING 1",
        "DELETE FROM repo_grant WHERE pattern IS NOT NULL RETURNING 1",
        "SELECT 1 FROM account_group",
        "INSERT INTO account_group (name) VALUES ('x') RETURNING 1",
        "UPDATE account_group SET name = 'x' RETURNING 1",
        "DELETE FROM account_group RETURNING 1",
        "SELECT 1 FROM group_member",
        "INSERT INTO group_member VALUES (1, 3) RETURNING 1",
        "UPDATE group_member SET is_manager = true RETURNING 1",
        "DELETE FROM group_member RETURNING 1",
    };
    scene_sql(*state, "INSERT INTO repo_grant (pattern, account, role) VALUES ('z*/*', 3, 'read');"
                      "INSERT INTO repo_grant (repo, account, role) VALUES (4, 1, 'read')");
    struct hub hub = hub_of(state);
    for (size_t i = 0; i < COUNT_OF(visitors); i++)
        for (size_t d = 0; d < COUNT_OF(deeds); d++)
            expect((struct cell){ "(groups)", &visitors[i], 0, deeds[d] },
                   may(&hub, &visitors[i], deeds[d]), visitors[i].account == ROOT);
}

static void a_subscription_is_its_accounts_own(void **state)
{
    scene_sql(*state, "INSERT INTO subscription (account, repo) VALUES (4, 1), (2, 2)");
    struct hub hub = hub_of(state);
    static const char *const deeds[] = {
        "SELECT 1 FROM subscription WHERE account = 4",
        "INSERT INTO subscription (account, repo) VALUES (4, 2) RETURNING 1",
        "UPDATE subscription SET pace = 'daily' WHERE account = 4 RETURNING 1",
        "DELETE FROM subscription WHERE account = 4 RETURNING 1",
    };
    for (size_t i = 0; i < COUNT_OF(visitors); i++)
        for (size_t d = 0; d < COUNT_OF(deeds); d++)
            expect((struct cell){ "subscription", &visitors[i], 1, deeds[d] },
                   may(&hub, &visitors[i], deeds[d]),
                   visitors[i].account == CAROL || visitors[i].account == ROOT);
    expect((struct cell){ "subscription", &visitors[2], 1, "give one away" },
           may(&hub, &visitors[2],
               "UPDATE subscription SET account = 4 WHERE account = 2 RETURNING 1"),
           false);
}

static void a_subscription_to_what_may_not_be_read_is_not_made(void **state)
{
    struct hub hub = hub_of(state);
    for (size_t i = 0; i < COUNT_OF(visitors); i++)
        for (int repo = 1; repo <= 4; repo++) {
            const struct visitor *v = &visitors[i];
            bool should = v->account == ROOT || (v->account && v->ranks[repo] >= 1);
            expect((struct cell){ "subscription", v, repo, "follow a crasher" },
                   may(&hub, v,
                       text_format(hub.mem,
                                   "INSERT INTO subscription (account, crasher) VALUES (me(), %d)"
                                   " RETURNING 1",
                                   repo)),
                   should);
            expect((struct cell){ "subscription", v, repo, "star it" },
                   may(&hub, v,
                       text_format(hub.mem,
                                   "INSERT INTO subscription (account, repo, ways)"
                                   " VALUES (me(), %d, '{slack}') RETURNING 1",
                                   repo)),
                   should);
        }
}

static void rules_are_made_by_administrators_and_left_by_whom_they_reach(void **state)
{
    scene_sql(*state,
              "INSERT INTO subscription (id, account, account_group, repo_pattern, made_by)"
              " OVERRIDING SYSTEM VALUE VALUES (61, NULL, 1, '*/*', 1), (62, 3, NULL, '*/*', 1);"
              "INSERT INTO subscription (id, account, repo, mandatory) OVERRIDING SYSTEM VALUE"
              " VALUES (63, 4, 2, true)");
    struct hub hub = hub_of(state);
    static const struct {
        int64_t who; /* besides root */
        bool root;
        const char *deed;
    } deeds[] = {
        { 0, true, "SELECT 1 FROM subscription WHERE id IN (61, 62, 63)" },
        { 0, true, "UPDATE subscription SET kinds = '{}' WHERE id IN (61, 62, 63) RETURNING 1" },
        { 0, true, "DELETE FROM subscription WHERE id IN (61, 62, 63) RETURNING 1" },
        { 0, true,
          "INSERT INTO subscription (account, repo_pattern, made_by) VALUES (3, 'a/*', 3) "
          "RETURNING 1" },
        { 0, true,
          "INSERT INTO subscription (account_group, repo_pattern) VALUES (1, 'a/*') RETURNING 1" },
        { 0, true,
          "INSERT INTO subscription (channel, repo_pattern) VALUES (50, 'a/*') RETURNING 1" },
        { CAROL, false, "INSERT INTO subscription_left VALUES (61, me()) RETURNING 1" },
        { BOB, false, "INSERT INTO subscription_left VALUES (62, me()) RETURNING 1" },
        { 0, false, "INSERT INTO subscription_left VALUES (61, 2) RETURNING 1" },
    };
    for (size_t i = 0; i < COUNT_OF(visitors); i++)
        for (size_t d = 0; d < COUNT_OF(deeds); d++)
            expect((struct cell){ "subscription", &visitors[i], 0, deeds[d].deed },
                   may(&hub, &visitors[i], deeds[d].deed),
                   (visitors[i].account == ROOT && deeds[d].root) ||
                       (deeds[d].who && visitors[i].account == deeds[d].who));
}

static void what_somebody_is_told_is_their_own(void **state)
{
    scene_sql(*state, "UPDATE account SET email_confirmed_at = now();"
                      "INSERT INTO notify_setting (account) VALUES (2);"
                      "INSERT INTO channel (id, account, kind) OVERRIDING SYSTEM VALUE"
                      " VALUES (60, 2, 'slack')");
    struct hub hub = hub_of(state);
    static const struct {
        bool root;
        const char *deed;
    } deeds[] = {
        { true, "SELECT 1 FROM delivery WHERE account = 2" },
        { true, "SELECT 1 FROM notification WHERE account = 2" },
        { true, "SELECT 1 FROM notification_attempt" },
        { false, "SELECT 1 FROM channel WHERE id = 60" },
        { false, "UPDATE channel SET name = 'x' WHERE id = 60 RETURNING 1" },
        { false, "INSERT INTO channel (account, kind) VALUES (2, 'slack') RETURNING 1" },
        { false, "DELETE FROM channel WHERE id = 60 RETURNING 1" },
        { false, "SELECT 1 FROM notify_setting" },
        { false, "UPDATE notify_setting SET zone = 'Asia/Tokyo' RETURNING 1" },
        { false, "DELETE FROM notify_setting RETURNING 1" },
    };
    for (size_t i = 0; i < COUNT_OF(visitors); i++) {
        const struct visitor *v = &visitors[i];
        for (size_t d = 0; d < COUNT_OF(deeds); d++)
            expect((struct cell){ "(notification)", v, 0, deeds[d].deed },
                   may(&hub, v, deeds[d].deed),
                   v->account == ALICE || (deeds[d].root && v->account == ROOT));
        expect((struct cell){ "notification", v, 0, "change any" },
               may(&hub, v, "UPDATE notification SET state = 'sent' RETURNING 1"), false);
        expect((struct cell){ "notification", v, 0, "list everybody's" },
               may(&hub, v, "SELECT 1 FROM notification_list('', '', 0, 1)"), v->account == ROOT);
        expect((struct cell){ "notification", v, 0, "cancel any" },
               may(&hub, v, "SELECT 1 FROM notification_cancel(1) c WHERE c"), v->account == ROOT);
        expect((struct cell){ "channel", v, 0, "test nobody's" },
               may(&hub, v, "SELECT 1 FROM notification_test(50)"), v->account == ROOT);
        expect((struct cell){ "channel", v, 0, "test alice's" },
               may(&hub, v, "SELECT 1 FROM notification_test(60)"), v->account == ALICE);
        expect((struct cell){ "channel", v, 0, "reach nobody's" },
               may(&hub, v, "UPDATE channel SET name = 'x' WHERE id = 50 RETURNING 1"),
               v->account == ROOT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE(a_comment_is_its_authors_as_long_as_they_may_triage),
        STAGE(each_visitor_reaches_the_rows_of_own_repositories_alone),
        STAGE(a_repository_is_changed_by_who_administers_it_and_added_by_administrators),
        STAGE(groups_and_grants_by_pattern_are_for_administrators_of_the_instance),
        STAGE(a_subscription_is_its_accounts_own),
        STAGE(a_subscription_to_what_may_not_be_read_is_not_made),
        STAGE(rules_are_made_by_administrators_and_left_by_whom_they_reach),
        STAGE(what_somebody_is_told_is_their_own),
    };
    return cmocka_run_group_tests(tests, open_policies, close_stage);
}
