/* lib/crash/interest.c, prefilter.c, fingerprint.c, firstword.c: which lines are shown to whom */
#include "crash/firstword.h"
#include "crash/interest.h"
#include "crash/prefilter.h"
#include "reads.h"

static struct interest *words;
static struct lines *lines;

/* Looks at a log of these bytes. */
static struct interest_log *look_at(void **state, struct bytes log)
{
    struct interest_log *in = interest_log_new(*state, words);
    lines = lines_new(*state);
    lines_open(lines, log);
    interest_open(in, lines);
    return in;
}

/* Words of each kind. */
static void name_words(void **state)
{
    words = interest_new(*state);
    interest_begin(words, "--- FAIL: ", 1);
    interest_begin(words, "#", 2);
    interest_begin(words, "FAIL", 8);
    interest_begin(words, "FAIL\t", 16);
    interest_hold(words, "panicked at ", 4);
    interest_hold(words, "libFuzzer", 32);
}

/* What is shown of the log: who, and the line in brackets. */
static const char *shown(void **state, struct bytes log)
{
    struct interest_log *in = look_at(state, log);
    struct text all = text_new(*state, 1024 * 1024);
    struct line line;
    text_add(&all, "");
    for (unsigned who; (who = interest_next(in, &line)) != 0;) {
        text_add(&all, text_int(*state, who));
        text_add(&all, "[");
        text_add_bytes(&all, line.text);
        text_add(&all, "]");
    }
    return all.at;
}

static void lines_are_known_by_how_they_begin_and_by_what_they_hold(void **state)
{
    static const char *const cases[][2] = {
        { "nothing\n  --- FAIL: x\nit panicked at a\n#1\n--- FAI\n",
          "1[  --- FAIL: x]4[it panicked at a]2[#1]" },
        { "FAIL\tx\nFAIL\nFAI", "24[FAIL\tx]8[FAIL]" },
        { "#", "2[#]" },
        { "a\r#b\rc\r\n#d\r\r\n", "2[#b]2[#d]" },
        { "# libFuzzer, panicked at x", "38[# libFuzzer, panicked at x]" },
        { "\t \t #\n\n   \n", "2[\t \t #]" },
        { "FAI\nL\npanicked\nat \n", "" },
        { "", "" },
    };
    name_words(state);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(shown(state, bytes_from(cases[i][0])), cases[i][1]);
}

static void a_line_begins_behind_its_stamp(void **state)
{
    static const char *const stamps[] = {
        "2026-11-22T10:41:07.1234567Z ",
        "[10:41:07] ",
        "Nov  2 10:41:07 ",
        "[   12.345678] ",
        "CRASH LOG: ",
        "10-02 19:25:00.123  1234  1240 F DEBUG   : ",
        "F/DEBUG   ( 123): ",
        "2026-11-22T10:41:07.123456Z 00O ",
    };
    name_words(state);
    for (size_t i = 0; i < COUNT_OF(stamps); i++) {
        const char *log = text_format(*state, "%sx\n%s #1\n%s libFuzzer\n%s\n", stamps[i],
                                      stamps[i], stamps[i], stamps[i]);
        assert_string_equal(shown(state, bytes_from(log)), "2[ #1]32[ libFuzzer]");
    }
    assert_string_equal(shown(state, BYTES("job\tstep\t10:41:07 x\njob\tstep\t10:41:08 #1\n")),
                        "2[#1]");
}

static void a_line_is_known_by_what_is_left_once_it_was_cleaned(void **state)
{
    name_words(state);
    assert_string_equal(
        shown(state, BYTES("x\na\x1b[1mb\nc\0d\n\x1b[1m\n\x1b[1mlib\x1b[mFuzz\0er\n#\n"
                           "panicked\x1b[31m at \x1b[m\n\x1b[1m# panicked at \r#")),
        "32[libFuzzer]2[#]4[panicked at ]6[# panicked at ]2[#]");
}

static void names_of_steps_are_no_words_of_a_line(void **state)
{
    name_words(state);
    assert_string_equal(
        shown(state, BYTES("libFuzzer\tx\t10:41:07 x\nlibFuzzer\tx\t10:41:08 #1\n")), "2[#1]");
}

static void lines_that_are_read_again_are_known_again(void **state)
{
    static const char log[] = "a panicked at b\nnone\npanicked at\n#1\nlibFuzzer: x\n";
    static const unsigned wanted[] = { 4, 2, 32 };
    name_words(state);
    struct interest_log *in = look_at(state, bytes_from(log));
    for (int round = 0; round < 3; round++) {
        struct line line;
        for (size_t i = 0; i < COUNT_OF(wanted); i++)
            assert_int_equal(interest_next(in, &line), wanted[i]);
        lines_back(lines, line.from);
        assert_int_equal(interest_next(in, &line), 32);
        assert_int_equal(interest_next(in, &line), 0);
        lines_back(lines, 0);
    }
}

/* Whatever is before them: blocks begin and end at all places of the words. */
static void words_are_found_wherever_they_are(void **state)
{
    enum { SIZE = PREFILTER_PART + 2 * PREFILTER_BLOCK };
    char room[SIZE];
    name_words(state);
    struct interest_log *in = look_at(state, BYTES(""));
    static const struct {
        const char *text;
        unsigned who;
    } cases[] = { { "panicked at ", 4 }, { "libFuzzer", 32 }, { "\n--- FAIL: ", 1 }, { "\n#", 2 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t size = strlen(cases[i].text);
        for (size_t at = 0; at + size <= SIZE; at++) {
            struct line line;
            memset(room, 'a', SIZE);
            memcpy(room + at, cases[i].text, size);
            lines_open(lines, (struct bytes){ room, SIZE });
            interest_open(in, lines);
            assert_int_equal(interest_next(in, &line), cases[i].who);
            assert_true(line.from <= at + 1 && line.to >= at + size);
            assert_int_equal(interest_next(in, &line), 0);
        }
    }
}

static void fingerprints_are_of_the_words_and_fit_little_else(void **state)
{
    static const char *const all[] = { "Sanitizer", "panicked at ", "core dumped", "id:000" };
    struct fingerprints prints = { 0 };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        size_t at = fingerprint_add(&prints, all[i]);
        assert_true(at + FINGERPRINT_SIZE <= strlen(all[i]));
        assert_true(fingerprint_fits(&prints, all[i] + at));
    }
    assert_false(fingerprint_fits(&prints, "fuzz"));
    assert_false(fingerprint_fits(&prints, "    "));
}

static void what_the_processor_does_at_once_is_what_it_does_byte_by_byte(void **state)
{
    enum { SIZE = PREFILTER_PART + 1000 };
    static const char letters[] = "panicked at libFuzzer\n\r\x1b\t#\xff";
    static char text[SIZE];
    struct fingerprints prints = { 0 };
    unsigned random = 1;
    (void)state;
    fingerprint_add(&prints, "panicked at ");
    fingerprint_add(&prints, "libFuzzer");
    for (size_t i = 0; i < SIZE; i++) {
        random = random * 1103515245 + 12345;
        text[i] = letters[random / 65536 % sizeof(letters)]; /* NUL among them */
    }
    for (size_t size = 0; size < SIZE; size += size < 200 ? 1 : 97) {
        struct prefilter wide, plain;
        prefilter_open(&wide, &prints, (struct bytes){ text, size });
        prefilter_open(&plain, &prints, (struct bytes){ text, size });
        for (size_t from = 0; from < size; from += 13) {
            prefilter_look(&wide, from);
            prefilter_look_plain(&plain, from);
            assert_int_equal(wide.count, plain.count);
            assert_memory_equal(wide.places, plain.places, plain.count * sizeof(*plain.places));
        }
    }
}

/* Every place of a text is told once, and again when it is read on from somewhere before it. */
static void places_are_told_in_order_from_anywhere(void **state)
{
    enum { SIZE = 3 * PREFILTER_PART };
    static char text[SIZE];
    static struct prefilter filter;
    struct fingerprints none = { 0 };
    (void)state;
    memset(text, 'a', SIZE);
    for (size_t at = 0; at < SIZE; at += at < SIZE / 2 ? 1 : 777)
        text[at] = '\n';
    prefilter_open(&filter, &none, (struct bytes){ text, SIZE });
    for (size_t at = 0; at < SIZE; at++)
        if (text[at] == '\n')
            assert_int_equal(prefilter_next(&filter), at);
    assert_int_equal(prefilter_next(&filter), SIZE);
    assert_int_equal(prefilter_next(&filter), SIZE);
    for (size_t i = 0; i < 2000; i++) {
        static const size_t forth_and_back[] = { 0, 300, 100 };
        size_t from = (i / 3 * 7919 + forth_and_back[i % 3]) % SIZE;
        const char *first = memchr(text + from, '\n', SIZE - from);
        prefilter_seek(&filter, from);
        assert_int_equal(prefilter_next(&filter), first ? (size_t)(first - text) : SIZE);
    }
}

static void first_words_may_be_of_any_length(void **state)
{
    struct firstwords *all = firstword_new(*state);
    static const char *const cases[] = { "#", "==", "abc", "abcdefg", "abcdefgh", "abcdefghi" };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        firstword_add(all, cases[i], 1U << i);
    assert_int_equal(firstword_of(all, BYTES(" \t#")), 1);
    assert_int_equal(firstword_of(all, BYTES("=")), 0);
    assert_int_equal(firstword_of(all, BYTES("==")), 2);
    assert_int_equal(firstword_of(all, BYTES("abcd")), 4);
    assert_int_equal(firstword_of(all, BYTES("abcdefgX")), 4 + 8);
    assert_int_equal(firstword_of(all, BYTES("abcdefgh")), 4 + 8 + 16);
    assert_int_equal(firstword_of(all, BYTES("abcdefghi j")), 4 + 8 + 16 + 32);
    assert_int_equal(firstword_of(all, BYTES("")), 0);
    assert_int_equal(firstword_of(all, BYTES("\0\0")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(lines_are_known_by_how_they_begin_and_by_what_they_hold),
        PURE(a_line_begins_behind_its_stamp),
        PURE(a_line_is_known_by_what_is_left_once_it_was_cleaned),
        PURE(names_of_steps_are_no_words_of_a_line),
        PURE(lines_that_are_read_again_are_known_again),
        PURE(words_are_found_wherever_they_are),
        PURE(fingerprints_are_of_the_words_and_fit_little_else),
        PURE(places_are_told_in_order_from_anywhere),
        PURE(what_the_processor_does_at_once_is_what_it_does_byte_by_byte),
        PURE(first_words_may_be_of_any_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
