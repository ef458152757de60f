/* lib/hub/likeness.c, and what ingest keeps for it */
#include "hub/likeness.h"

#include "hub/crasher.h"
#include "story.h"

/* A crasher whose stack is made of these numbers. */
static void crasher(struct hub *hub, int id, const char *trace, const char *version)
{
    story_crasher(hub, id, "high", "open");
    db_execute(hub->db, text_format(hub->mem,
                                    "UPDATE crasher SET trace = '%s' WHERE id = %d;"
                                    "INSERT INTO signature (repo, digest, crasher, version, text)"
                                    " VALUES (1, sha256('%d'), %d, '%s', 'x')",
                                    trace, id, id, id, version));
}

static void the_most_alike_come_first_and_the_crasher_itself_not(void **state)
{
    struct hub hub = story_hub(state);
    crasher(&hub, 1, "{1,2,-3,4,5,6,7}", "go-1");
    crasher(&hub, 2, "{9,2,-3,4,5,6,7}", "go-1");
    crasher(&hub, 3, "{1,2,-3,4,5,6,7}", "go-1");
    crasher(&hub, 4, "{70,71,72,73}", "go-1");
    const struct likeness *list = likeness_list(&hub, 1);
    assert_int_equal(list->crasher, 3);
    assert_int_equal(list->percent, 100);
    assert_string_equal(list->title, "title 3");
    assert_int_equal(list->next->crasher, 2);
    assert_in_range(list->next->percent, 70, 99);
    assert_null(list->next->next);
}

static void no_more_than_five_are_told_and_those_the_best(void **state)
{
    struct hub hub = story_hub(state);
    crasher(&hub, 1, "{1,2,3,4,5,6,7}", "go-1");
    for (int id = 2; id < 6; id++)
        crasher(&hub, id, "{9,2,3,4,5,6,7}", "go-1");
    for (int id = 6; id < 10; id++)
        crasher(&hub, id, "{1,2,3,4,5,6,7}", "go-1");
    const struct likeness *l = likeness_list(&hub, 1);
    for (int i = 0; i < LIKENESS_MAX; i++, l = l->next)
        assert_true(i < 4 ? l->percent == 100 : l->percent < 100);
    assert_null(l);
}

static void what_is_merged_or_weak_or_of_another_language_or_repository_is_not_told(void **state)
{
    struct hub hub = story_hub(state);
    for (int id = 1; id < 5; id++)
        crasher(&hub, id, id == 3 ? "{}" : "{1,2,3}", id == 2 ? "san-1" : "go-1");
    db_execute(hub.db, "UPDATE crasher SET state = 'duplicate', duplicate_of = 3 WHERE id = 4;"
                       "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE VALUES (2, 'a/b')");
    crasher(&hub, 5, "{1,2,3}", "go-1");
    db_execute(hub.db, "UPDATE crasher SET repo = 2 WHERE id = 5");
    assert_null(likeness_list(&hub, 1));
    assert_null(likeness_list(&hub, 3));
    assert_null(likeness_list(&hub, 77));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(the_most_alike_come_first_and_the_crasher_itself_not),
        SCENE(no_more_than_five_are_told_and_those_the_best),
        SCENE(what_is_merged_or_weak_or_of_another_language_or_repository_is_not_told),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
