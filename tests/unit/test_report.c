/* lib/app/report.c, reproducer.c, lifecycle.c, log_view.c */
#include "app/lifecycle.h"
#include "app/log_view.h"
#include "app/report.h"
#include "base/view.h"
#include "cast.h"

enum { NOW = 1763809324 };

#define COMMIT "0123456789abcdef0123456789abcdef01234567"

static const struct frame *stack(struct arena *mem, const char *frames)
{
    return frame_list(mem, frames);
}

static struct crasher_report report_of(struct arena *mem, const char *frames)
{
    return (struct crasher_report){
        .crasher = { .id = 482, .state = "open", .first_seen = NOW - 86400 },
        .message = "panic: x",
        .frames = stack(mem, frames),
        .first_commit = COMMIT,
    };
}

static const char *shown(void **state, const struct crasher_report *report)
{
    struct doc *doc = doc_new(*state, NOW, false);
    report_fill(doc, report, NULL);
    doc_finish(doc);
    return view_render(*state, doc->view, "report.tpl");
}

#define LIB(name) "{\"function\":\"" name "\",\"file\":\"/usr/lib/x.c\",\"line\":1}"
#define OURS(name) "{\"function\":\"" name "\",\"file\":\"a/b.go\",\"line\":46,\"in_app\":true}"

static void neighbouring_frames_of_others_are_one_fold(void **state)
{
    struct crasher_report report = report_of(
        *state,
        "[" LIB("panic") "," LIB("trap") "," OURS("Split") "," OURS("Fuzz") "," LIB("main") "]");
    assert_string_equal(shown(state, &report),
                        "fold 2: panic@x.c:1 trap@x.c:1 | first Split@b.go:46 | "
                        "Fuzz@b.go:46 | fold 1: main@x.c:1 | ours\n");
}

static void a_trace_without_a_frame_of_ours_says_so(void **state)
{
    struct crasher_report report = report_of(*state, "[" LIB("panic") "]");
    assert_string_equal(shown(state, &report), "fold 1: panic@x.c:1 | none\n");
}

static void only_the_crashing_stack_marks_its_first_frame(void **state)
{
    struct crasher_report report = report_of(*state, "[]");
    struct frame_stack freed = { .label = "freed here",
                                 .frames = stack(*state, "[" OURS("Free") "]") };
    report.stacks = &freed;
    assert_string_equal(shown(state, &report), "ours\nfreed here: Free@b.go:46 | \n");
}

static const char *link_of(void **state, const char *pattern, const char *frame)
{
    struct crasher_report report = report_of(*state, frame);
    report.source_link = pattern;
    const char *page = shown(state, &report), *link = strstr(page, "link=");
    return link ? text_cut(*state, (struct bytes){ link + 5, strcspn(link + 5, " ") }) : "none";
}

static void a_frame_links_to_its_line_by_the_repositorys_pattern(void **state)
{
    assert_string_equal(
        link_of(state, "https://git.example/blob/{commit}/{file}#L{line}", "[" OURS("f") "]"),
        "https://git.example/blob/" COMMIT "/a/b.go#L46");
    assert_string_equal(link_of(state, "https://x/{other}/{file}{", "[" OURS("f") "]"),
                        "https://x/{other}/a/b.go{");
    assert_string_equal(link_of(state, "https://x/{file}",
                                "[{\"function\":\"f\",\"file\":\"a b&c\",\"in_app\":true}]"),
                        "https://x/a%20b%26c");
}

static void only_web_addresses_and_files_of_the_repository_are_linked(void **state)
{
    static const char *const bad_patterns[] = { "javascript:alert({line})", "//evil/{file}",
                                                "ftp://x/{file}" };
    for (size_t i = 0; i < COUNT_OF(bad_patterns); i++)
        assert_string_equal(link_of(state, bad_patterns[i], "[" OURS("f") "]"), "none");
    assert_string_equal(link_of(state, NULL, "[" OURS("f") "]"), "none");
    static const char *const bad_files[] = { "/etc/passwd", "../x", "a/../../x" };
    for (size_t i = 0; i < COUNT_OF(bad_files); i++)
        assert_string_equal(
            link_of(state, "https://x/{file}",
                    text_format(*state, "[{\"file\":\"%s\",\"in_app\":true}]", bad_files[i])),
            "none");
}

static const char *life_of(void **state, const char *its_state, int64_t confirmed_at)
{
    struct crasher_report report = report_of(*state, "[]");
    report.crasher.state = its_state;
    report.state_at = NOW - 3600;
    report.fix_confirmed_at = confirmed_at;
    struct doc *doc = doc_new(*state, NOW, false);
    lifecycle_fill(doc, &report);
    return view_render(*state, doc->view, "life.tpl");
}

static void a_life_tells_what_was_what_is_and_what_comes(void **state)
{
    assert_string_equal(life_of(state, "open", 0), "Open(now) Triaged(todo) Fixed(todo) \n");
    assert_string_equal(life_of(state, "triaged", 0), "Opened() Triaged(now) Fixed(todo) \n");
    assert_string_equal(life_of(state, "fixed", 0), "Opened() Fixed(good) Fix confirmed(todo) \n");
    assert_string_equal(life_of(state, "fixed", NOW),
                        "Opened() Fixed(good) Fix confirmed(good) \n");
    assert_string_equal(life_of(state, "regressed", 0), "Opened() Regressed(now) Fixed(todo) \n");
    assert_string_equal(life_of(state, "wontfix", 0), "Opened() Won&#39;t fix(now) \n");
}

static const char *log_of(void **state, struct kept_log log, bool from_line)
{
    struct doc *doc = doc_new(*state, NOW, false);
    log_view_fill(doc, &log, from_line);
    return view_render(*state, doc->view, "log.tpl");
}

static void lines_of_a_log_are_told_apart_by_what_they_tell(void **state)
{
    struct kept_log log = { .head = BYTES("fuzz: elapsed\nx\n--- FAIL: F\n  panic: y\n#12 NEW\n"),
                            .kept_size = 47 };
    assert_string_equal(log_of(state, log, true),
                        "dim[fuzz: elapsed\n]x\nbad[--- FAIL: F\n  panic: y\n]"
                        "dim[#12 NEW\n]\n");
    log = (struct kept_log){ .head = BYTES("INFO: a: ERROR: b\nnot an ERROR:b\nINFO: c\nanic: d") };
    assert_string_equal(log_of(state, log, true),
                        "bad[INFO: a: ERROR: b\n]not an ERROR:b\ndim[INFO: c\n]anic: d\n");
}

static void what_is_left_out_of_a_log_is_told_and_its_end_begins_with_a_line(void **state)
{
    struct kept_log log = { .head = BYTES("begin\n"),
                            .tail = BYTES("lf a line\nend"),
                            .kept_size = 1019 };
    assert_string_equal(log_of(state, log, true), "begin\n(1\u202f000 left out)end\n");
    assert_string_equal(log_of(state, log, false), "begin\n(1\u202f000 left out)lf a line\nend\n");
}

int main(void)
{
    view_folder("tests/data/doc");
    const struct CMUnitTest tests[] = {
        PURE(neighbouring_frames_of_others_are_one_fold),
        PURE(a_trace_without_a_frame_of_ours_says_so),
        PURE(only_the_crashing_stack_marks_its_first_frame),
        PURE(a_frame_links_to_its_line_by_the_repositorys_pattern),
        PURE(only_web_addresses_and_files_of_the_repository_are_linked),
        PURE(a_life_tells_what_was_what_is_and_what_comes),
        PURE(lines_of_a_log_are_told_apart_by_what_they_tell),
        PURE(what_is_left_out_of_a_log_is_told_and_its_end_begins_with_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
