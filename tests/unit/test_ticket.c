/* lib/hub/ticket.c, ticket_work.c, lib/app/ticket_draft.c */
#include "hub/ticket.h"

#include "app/ticket_draft.h"
#include "base/markdown.h"
#include "story.h"

/* Which address, user and token, by whom, of the tracker that a repository uses. */
static const char *place_of(struct hub *hub, const char *settings)
{
    db_execute(hub->db, "DELETE FROM setting");
    db_execute(hub->db, settings);
    return cast_value(
        hub->mem, hub->db,
        "SELECT coalesce((SELECT concat_ws(' ', tracker, owner, coalesce(address, '-'),"
        " coalesce(username, '-'), has_token, project) FROM tracker_of(1, NULL)), 'none') AS "
        "value");
}

static void address_and_token_are_of_one_owner(void **state)
{
    struct hub hub = story_hub(state);
    assert_string_equal(place_of(&hub, "SET CONSTRAINTS ALL DEFERRED"), "none");
    assert_string_equal(
        place_of(&hub, "INSERT INTO setting (repo, name, value) VALUES (NULL, 'jira.url', 'h'),"
                       " (NULL, 'jira.user', 'u'), (NULL, 'jira.token', 't')"),
        "jira 0 h u t");
    assert_string_equal(
        place_of(&hub, "INSERT INTO setting (repo, name, value) VALUES (NULL, 'jira.url', 'h'),"
                       " (NULL, 'jira.user', 'u'), (NULL, 'jira.token', 't'),"
                       " (1, 'jira.project', 'V')"),
        "jira 0 h u t V");
    assert_string_equal(
        place_of(&hub, "INSERT INTO setting (repo, name, value) VALUES (NULL, 'jira.url', 'h'),"
                       " (NULL, 'jira.user', 'u'), (NULL, 'jira.token', 't'),"
                       " (1, 'jira.project', 'V'), (1, 'jira.url', 'own')"),
        "jira 1 own - f V");
    assert_string_equal(
        place_of(&hub, "INSERT INTO setting (repo, name, value) VALUES (NULL, 'jira.url', 'h'),"
                       " (NULL, 'jira.user', 'u'), (1, 'jira.token', 't'),"
                       " (1, 'jira.project', 'V')"),
        "jira 1 - - t V");
    assert_string_equal(
        place_of(&hub, "INSERT INTO setting (repo, name, value) VALUES (NULL, 'jira.url', 'h'),"
                       " (NULL, 'github.token', 't'), (1, 'github.project', 'o/n'),"
                       " (1, 'gitlab.project', 'x')"),
        "github 0 - - t o/n");
}

static void only_whoever_may_triage_learns_where_tickets_go(void **state)
{
    struct hub hub = story_hub(state);
    (void)place_of(&hub, "INSERT INTO setting (repo, name, value) VALUES (1, 'jira.url', 'h')");
    db_execute(hub.db, "SET LOCAL nopanic.triages = ',2,'");
    assert_null(ticket_take_place(&hub, ticket_ask_place(&hub, 1)));
    db_execute(hub.db, "SET LOCAL nopanic.triages = ',1,'");
    const struct tracker_place *place = ticket_take_place(&hub, ticket_ask_place(&hub, 1));
    assert_string_equal(place->address, "h");
    assert_null(place->token);
    assert_false(ticket_is_connected(place));
}

static const struct crasher_report *report_of(struct hub *hub, const char *title)
{
    story_crasher(hub, 7, "high", "open");
    db_execute(hub->db, text_format(hub->mem,
                                    "UPDATE crasher SET title = $x$%s$x$, message = $x$%s$x$,"
                                    " function = $x$%s$x$ WHERE id = 7",
                                    title, title, title));
    return crasher_find(hub, 7);
}

static void a_draft_holds_hostile_text_as_code_alone(void **state)
{
    struct hub hub = story_hub(state);
    const char *title = "x\n```\n/close\n@all <img src=http://z> [l](http://evil) `";
    const struct crasher_report *r = report_of(&hub, title);
    assert_string_equal(ticket_draft_title(&hub, r),
                        "vault: x ``` /close @all <img src=http://z> [l](http://evil) `");
    const char *text = ticket_draft_text(&hub, r);
    for (const struct markdown *m = markdown_read(hub.mem, bytes_from(text)); m; m = m->next) {
        if (strcmp(m->name, "LINK") == 0)
            assert_null(strstr(m->text, "evil"));
        if (strcmp(m->name, "TEXT") == 0)
            assert_true(!strstr(m->text, "@all") && !strstr(m->text, "close") &&
                        !strstr(m->text, "<img"));
    }
    assert_non_null(strstr(text, "/c/7"));
}

static void a_draft_is_never_longer_than_trackers_take(void **state)
{
    struct hub hub = story_hub(state);
    char *big = arena_alloc(hub.mem, 100001);
    memset(big, '`', 100000);
    const struct crasher_report *r = report_of(&hub, big);
    assert_true(strlen(ticket_draft_title(&hub, r)) <= TRACKER_TITLE_MAX + strlen("…"));
    assert_true(strlen(ticket_draft_text(&hub, r)) <= TRACKER_TEXT_MAX);
}

static void a_crasher_that_is_back_is_told_to_its_open_ticket(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 7, "high", "fixed");
    db_execute(hub.db, "INSERT INTO ticket (repo, crasher, key, due_at)"
                       " VALUES (1, 7, 'V-1', now() + interval '1 hour');"
                       "INSERT INTO event (id, repo, kind, crasher) OVERRIDING SYSTEM VALUE"
                       " VALUES (900, 1, 'fixed', 7)");
    assert_value(&hub, "SELECT regression IS NULL AND due_at > now() FROM ticket", "true");
    db_execute(hub.db, "INSERT INTO event (id, repo, kind, crasher) OVERRIDING SYSTEM VALUE"
                       " VALUES (901, 1, 'regressed', 7)");
    assert_value(&hub, "SELECT regression = 901 AND due_at <= now() FROM ticket", "true");
    db_execute(hub.db, "UPDATE ticket SET state = 'failed', key = NULL, regression = NULL;"
                       "INSERT INTO event (repo, kind, crasher) VALUES (1, 'regressed', 7)");
    assert_value(&hub, "SELECT regression IS NULL FROM ticket", "true");
}

static void what_people_wait_for_comes_first_and_no_two_take_the_same(void **state)
{
    struct hub hub = story_hub(state);
    for (int i = 7; i <= 10; i++)
        story_crasher(&hub, i, "high", "open");
    db_execute(hub.db,
               "INSERT INTO ticket (repo, crasher, state, key, due_at) VALUES"
               " (1, 7, 'open', 'V-1', now() - interval '1 day'),"
               " (1, 8, 'failed', NULL, now() - interval '1 day'),"
               " (1, 9, 'opening', NULL, now()), (1, 10, 'open', 'V-2', now() + interval '1 h')");
    const int64_t expected[] = { 9, 7 };
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        struct db_rows *rows = sql_ticket_take(hub.db, hub.mem, 60);
        assert_true(db_next(rows));
        assert_int_equal(db_int(rows, "crasher"), expected[i]);
    }
    assert_false(db_next(sql_ticket_take(hub.db, hub.mem, 60)));
    db_execute(hub.db, "UPDATE repo SET removed_at = now(); UPDATE ticket SET due_at = now()");
    assert_false(db_next(sql_ticket_take(hub.db, hub.mem, 60)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(address_and_token_are_of_one_owner),
        SCENE(only_whoever_may_triage_learns_where_tickets_go),
        SCENE(a_draft_holds_hostile_text_as_code_alone),
        SCENE(a_draft_is_never_longer_than_trackers_take),
        SCENE(a_crasher_that_is_back_is_told_to_its_open_ticket),
        SCENE(what_people_wait_for_comes_first_and_no_two_take_the_same),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
