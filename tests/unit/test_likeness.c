/* lib/hub/likeness.c, and what ingest keeps for it */
#include "hub/likeness.h"

#include "hub/crasher.h"
#include "story.h"

/* A crasher whose stack is made of these numbers. */
static void crasher(struct hub *hub, int id, const char *trace)
{
    story_crasher(hub, id, "high", "open");
    db_execute(hub->db,
               text_format(hub->mem, "UPDATE crasher SET trace = '%s' WHERE id = %d", trace, id));
}

static void the_most_alike_come_first_and_the_crasher_itself_not(void **state)
{
    struct hub hub = story_hub(state);
    crasher(&hub, 1, "{1,2,-3,4,5,6,7}");
    crasher(&hub, 2, "{9,2,-3,4,5,6,7}");
    crasher(&hub, 3, "{1,2,-3,4,5,6,7}");
    crasher(&hub, 4, "{70,71,72,73}");
    const struct likeness *list = likeness_take(&hub, likeness_ask(&hub, 1));
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
    crasher(&hub, 1, "{1,2,3,4,5,6,7}");
    for (int id = 2; id < 6; id++)
        crasher(&hub, id, "{9,2,3,4,5,6,7}");
    for (int id = 6; id < 10; id++)
        crasher(&hub, id, "{1,2,3,4,5,6,7}");
    const struct likeness *l = likeness_take(&hub, likeness_ask(&hub, 1));
    for (int i = 0; i < LIKENESS_MAX; i++, l = l->next)
        assert_true(i < 4 ? l->percent == 100 : l->percent < 100);
    assert_null(l);
}

static void at_the_same_line_two_callers_make_two_that_look_alike(void **state)
{
    struct hub hub = story_hub(state);
    crasher(&hub, 1, "{1,2}");
    crasher(&hub, 2, "{1,3}");
    crasher(&hub, 3, "{1,4}");
    crasher(&hub, 4, "{1,5}");
    db_execute(hub.db, "UPDATE crasher SET line = 47 WHERE id = 3;"
                       "UPDATE crasher SET kind = 'deadlock' WHERE id = 4");
    const struct likeness *l = likeness_take(&hub, likeness_ask(&hub, 1));
    assert_int_equal(l->crasher, 2);
    assert_int_equal(l->percent, LIKENESS_OF_PLACE);
    assert_null(l->next);
}

static void what_is_merged_or_weak_or_of_another_repository_is_not_told(void **state)
{
    struct hub hub = story_hub(state);
    for (int id = 1; id < 5; id++)
        crasher(&hub, id, id == 3 ? "{}" : id == 2 ? "{4,5,6}" : "{1,2,3}");
    db_execute(hub.db, "UPDATE crasher SET state = 'duplicate', duplicate_of = 3 WHERE id = 4;"
                       "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE VALUES (2, 'a/b')");
    crasher(&hub, 5, "{1,2,3}");
    db_execute(hub.db, "UPDATE crasher SET repo = 2 WHERE id = 5");
    assert_null(likeness_take(&hub, likeness_ask(&hub, 1)));
    assert_null(likeness_take(&hub, likeness_ask(&hub, 3)));
    assert_null(likeness_take(&hub, likeness_ask(&hub, 77)));
}

static void another_language_has_other_numbers_for_the_same_names(void **state)
{
    struct scene *scene = *state;
    struct crash_frame frame = { .function = "walk", .in_app = true };
    struct crash c = { .frames = &frame, .frames_count = 1, .type = "x", .version = "go-1" };
    const char *go = likeness_trace(scene->mem, &c);
    c.version = "js-1";
    const char *js = likeness_trace(scene->mem, &c);
    assert_true(strlen(go) > 2 && strlen(js) > 2);
    assert_string_not_equal(go, js);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(the_most_alike_come_first_and_the_crasher_itself_not),
        SCENE(no_more_than_five_are_told_and_those_the_best),
        SCENE(at_the_same_line_two_callers_make_two_that_look_alike),
        SCENE(what_is_merged_or_weak_or_of_another_repository_is_not_told),
        SCENE(another_language_has_other_numbers_for_the_same_names),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
