/* lib/crash/line.c, stamp.c: the lines of a log */
#include "crash/line.h"
#include "crash/stamp.h"
#include "scene.h"

/* The cleaned lines, each in brackets. */
static const char *lines_of(struct arena *mem, struct bytes log)
{
    struct lines *lines = lines_new(mem);
    lines_open(lines, log);
    struct text all = text_new(mem, 1024 * 1024);
    text_add(&all, "");
    struct line line;
    while (lines_next(lines, &line)) {
        text_add(&all, "[");
        text_add_bytes(&all, line.text);
        text_add(&all, "]");
    }
    return all.at;
}

static void a_line_ends_with_lf_cr_lf_or_cr(void **state)
{
    static const char *const cases[][2] = {
        { "", "" },
        { "a", "[a]" },
        { "a\n", "[a]" },
        { "a\nb", "[a][b]" },
        { "a\r\nb\r\n", "[a][b]" },
        { "a\r\r\nb", "[a][b]" },
        { "10%\r20%\rdone\n", "[10%][20%][done]" },
        { "\n\n", "[][]" },
        { "\r\n\r\n", "[][]" },
        { "a\r", "[a]" },
        { "\xef\xbb\xbf"
          "a\n",
          "[a]" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(lines_of(*state, bytes_from(cases[i][0])), cases[i][1]);
}

static void terminal_sequences_and_nul_bytes_are_taken_off(void **state)
{
    static const char *const cases[][2] = {
        { "\x1b[1m\x1b[31mred\x1b[0m end", "[red end]" },
        { "\x1b]0;title\atext", "[text]" },
        { "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "[link]" },
        { "\x1b_bk;t=17\atext", "[text]" },
        { "\x1b(Btext\x1b"
          "7",
          "[text]" },
        { "a\x1b", "[a]" },
        { "a\x1b[", "[a]" },
        { "a\x1b[31", "[a]" },
        { "a\x1b]never ends\nb", "[a][b]" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(lines_of(*state, bytes_from(cases[i][0])), cases[i][1]);
    assert_string_equal(lines_of(*state, BYTES("p\0a\0n\0i\0c\0\n\0\0")), "[panic][]");
}

static void stamps_of_ci_systems_are_taken_off(void **state)
{
    static const char *const stamps[] = {
        "2026-11-22T10:41:07.1234567Z ",
        "2026-11-22T10:41:07Z ",
        "2026-11-22T10:41:07.123+01:00 ",
        "2026-11-22 10:41:07 ",
        "2026-11-22 10:41:07,123 ",
        "2026-11-22T10:41:07.123456Z 00O ",
        "2026-11-22T10:41:07.123456Z 01E+ ",
        "[2026-11-22T10:41:07.123Z] ",
        "Nov 22 10:41:07 ",
        "Nov  2 10:41:07 ",
        "10:41:07 ",
        "[10:41:07] ",
        "00:00:07.123456 ",
    };
    for (size_t i = 0; i < COUNT_OF(stamps); i++) {
        assert_int_equal(stamp_size(bytes_from(stamps[i])), strlen(stamps[i]));
        const char *line = text_format(*state, "%s    --- FAIL: x", stamps[i]);
        assert_string_equal(lines_of(*state, bytes_from(line)), "[    --- FAIL: x]");
    }
    static const char *const none[] = {
        "2026/11/22 10:46:09 cannot parse", /* Go's log package: the program's own words */
        "2026-11-22",
        "2026-11-22T10:41 x",
        "10:41 x",
        "10:41:07x",
        "[10:41:07 x",
        "Novo 22 10:41:07 x",
        "Nov 22 x",
        "12345678",
        "[signal SIGSEGV: segmentation violation",
        "FAIL\texample.com/x\t0.1s",
    };
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_int_equal(stamp_size(bytes_from(none[i])), 0);
}

static void job_and_step_are_taken_off_if_the_log_begins_so(void **state)
{
    assert_string_equal(
        lines_of(*state, BYTES("fuzz\tRun it\t2026-11-22T10:41:07.1Z a\n"
                               "fuzz\tRun it\t2026-11-22T10:41:07.2Z b\nc\td\te\n")),
        "[a][b][c\td\te]");
    assert_string_equal(lines_of(*state, BYTES("ok  \tx\t2026-11-22T10:41:07.1Z\nb\n")), "[][b]");
    assert_string_equal(lines_of(*state, BYTES("a\nok  \tx\t2026-11-22T10:41:07.1Z\n")),
                        "[a][ok  \tx\t2026-11-22T10:41:07.1Z]");
}

static void a_line_tells_its_place_in_the_log_as_it_is(void **state)
{
    static const char log[] = "one\r\n10:41:07 \x1b[1mtwo\x1b[0m\nthree";
    struct lines *lines = lines_new(*state);
    lines_open(lines, BYTES(log));
    struct line line;
    assert_true(lines_next(lines, &line));
    assert_int_equal(line.from, 0);
    assert_int_equal(line.to, 5);
    assert_true(lines_next(lines, &line));
    assert_true(bytes_equal(line.text, BYTES("two")));
    assert_int_equal(line.from, 5);
    assert_memory_equal(log + line.to, "three", 5);
    assert_true(lines_next(lines, &line));
    assert_int_equal(line.to, sizeof(log) - 1);
    assert_false(lines_next(lines, &line));
}

static void reading_goes_back_to_a_line(void **state)
{
    static const char *const logs[] = { "one\ntwo\nthree\n", "one\rtwo\rthree\r" };
    for (size_t i = 0; i < COUNT_OF(logs); i++) {
        struct lines *lines = lines_new(*state);
        lines_open(lines, bytes_from(logs[i]));
        struct line one, two, line;
        assert_true(lines_next(lines, &one) && lines_next(lines, &two));
        while (lines_next(lines, &line))
            ;
        lines_back(lines, two.from);
        assert_true(lines_next(lines, &line));
        assert_true(bytes_equal(line.text, BYTES("two")));
        lines_back(lines, one.from);
        assert_true(lines_next(lines, &line) && lines_next(lines, &line));
        assert_true(bytes_equal(line.text, BYTES("two")));
        assert_true(lines_next(lines, &line));
        assert_true(bytes_equal(line.text, BYTES("three")));
        assert_false(lines_next(lines, &line));
    }
}

static void reading_goes_back_further_than_it_began(void **state)
{
    struct lines *lines = lines_new(*state);
    struct line line;
    lines_open(lines, BYTES("one\rt\x1b[1mwo\rthree\nfour\n"));
    lines_back(lines, 14);
    assert_true(lines_next(lines, &line) && bytes_equal(line.text, BYTES("ree")));
    lines_back(lines, 12);
    assert_true(lines_next(lines, &line) && bytes_equal(line.text, BYTES("three")));
    lines_back(lines, 4);
    assert_true(lines_next(lines, &line) && bytes_equal(line.text, BYTES("two")));
    assert_true(line.cleaned && lines_seen(lines) == 18);
}

static void a_line_that_is_known_is_taken_as_it_is(void **state)
{
    struct lines *lines = lines_new(*state);
    struct line line;
    lines_open(lines, BYTES("one\n10:41:07 two\nthree\n"));
    assert_true(lines_next(lines, &line));
    lines_take(lines, 4, 16, 9, &line);
    assert_true(bytes_equal(line.text, BYTES("two")));
    assert_true(line.from == 4 && line.to == 17 && !line.cleaned);
    assert_int_equal(lines_at(lines), 17);
    assert_true(lines_next(lines, &line) && bytes_equal(line.text, BYTES("three")));
}

static void a_line_is_cut_at_the_limit(void **state)
{
    size_t size = (size_t)LINE_MAX + 100;
    char *log = arena_alloc(*state, size);
    memset(log, 'a', size);
    struct lines *lines = lines_new(*state);
    struct line line;
    lines_open(lines, (struct bytes){ log, size });
    assert_true(lines_next(lines, &line));
    assert_int_equal(line.text.size, LINE_MAX);
    assert_int_equal(line.to, size);
    memset(log, '\x1b', size);
    lines_open(lines, (struct bytes){ log, size });
    assert_true(lines_next(lines, &line));
    assert_false(lines_next(lines, &line));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_line_ends_with_lf_cr_lf_or_cr),
        PURE(terminal_sequences_and_nul_bytes_are_taken_off),
        PURE(stamps_of_ci_systems_are_taken_off),
        PURE(job_and_step_are_taken_off_if_the_log_begins_so),
        PURE(a_line_tells_its_place_in_the_log_as_it_is),
        PURE(reading_goes_back_to_a_line),
        PURE(reading_goes_back_further_than_it_began),
        PURE(a_line_that_is_known_is_taken_as_it_is),
        PURE(a_line_is_cut_at_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
