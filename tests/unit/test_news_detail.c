/* lib/app/news_detail.c */
#include "app/news_mail.h"
#include "story.h"

#define SITE "https://hub.example"

/* Crasher 7: dies in the runtime, which Split of line 2 called. */
static struct hub set_scene(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 7, "high", "open");
    db_execute(
        hub.db,
        "UPDATE crasher SET frames = "
        "'[{\"function\":\"panic\",\"file\":\"/go/panic.go\",\"line\":9},"
        "{\"function\":\"xor.Split\",\"file\":\"/src/helper/xor/"
        "xor.go\",\"line\":2,\"in_app\":true},"
        "{\"function\":\"testing.tRunner\",\"file\":\"/go/testing.go\",\"line\":1}]' WHERE id = 7;"
        "INSERT INTO blob (repo, sha256, bytes) VALUES (1, '\\x01', 'go test fuzz "
        "v1\n[]byte(\"0\")\n'),"
        " (1, '\\x02', E'package xor\\n\\treturn key[i]\\r\\n}\\n');"
        "INSERT INTO code (repo, commit_id, name, path, blob)"
        " VALUES (1, '" STORY_COMMIT "', 'xor.go', 'helper/xor/xor.go', '\\x02')");
    return hub;
}

static void add_crash(struct hub *hub)
{
    db_execute(hub->db, "INSERT INTO crash (repo, crasher, run, target, log, input, input_name)"
                        " VALUES (1, 7, 1, 1, 1, '\\x01', 'x')");
}

static void a_crasher_is_told_from_where_the_application_is(void **state)
{
    struct hub hub = set_scene(state);
    add_crash(&hub);
    const struct news_detail *d = news_detail_find(&hub, SITE, 7);
    assert_string_equal(d->frames->function, "xor.Split");
    assert_string_equal(d->frames->next->function, "testing.tRunner");
    assert_string_equal(d->source, "\treturn key[i]");
    assert_string_equal(
        d->command, "curl -fsSn --create-dirs -o ./helper/xor/testdata/fuzz/FuzzXor/np7 "
                    "https://hub.example/c/7/input && go test -run='^FuzzXor$/np7' ./helper/xor");
}

static void what_is_not_known_is_not_told(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db, "DELETE FROM code; UPDATE crasher SET frames = '[]' WHERE id = 7");
    const struct news_detail *d = news_detail_find(&hub, SITE, 7);
    assert_null(d->frames);
    assert_null(d->source);
    assert_null(d->command);
    assert_null(news_detail_find(&hub, SITE, 987654321));
}

/* Without any of the application's, the innermost come first. */
static void a_stack_of_libraries_is_told_from_its_top(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db,
               "UPDATE crasher SET frames = '[{\"function\":\"memcpy\"},{\"function\":\"main\"}]'");
    const struct news_detail *d = news_detail_find(&hub, SITE, 7);
    assert_string_equal(d->frames->function, "memcpy");
    assert_null(d->source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_crasher_is_told_from_where_the_application_is),
        SCENE(what_is_not_known_is_not_told),
        SCENE(a_stack_of_libraries_is_told_from_its_top),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
