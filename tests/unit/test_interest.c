/* lib/crash/interest.c, wordsearch.c: which lines are shown to whom */
#include "crash/interest.h"
#include "crash/wordsearch.h"
#include "reads.h"

static struct line line_at(const char *log, size_t from)
{
    size_t size = strcspn(log + from, "\n");
    return (struct line){ { log + from, size }, from, from + size + 1, false };
}

static void lines_are_known_by_how_they_begin_and_by_what_they_hold(void **state)
{
    static const char log[] = "nothing\n  --- FAIL: x\nit panicked at a\n#1\n--- FAI\n";
    struct interest *words = interest_new(*state);
    interest_begin(words, "--- FAIL: ", 1);
    interest_begin(words, "#", 2);
    interest_hold(words, "panicked at ", 4);
    struct interest_log *interest = interest_log_new(*state, words);
    interest_open(interest, bytes_from(log));
    static const unsigned wanted[] = { 0, 1, 4, 2, 0 };
    size_t from = 0;
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        struct line line = line_at(log, from);
        assert_int_equal(interest_of(interest, &line), wanted[i]);
        from = line.to;
    }
}

static void lines_that_are_read_again_are_known_again(void **state)
{
    static const char log[] = "a panicked at b\nnone\npanicked at\nlibFuzzer: x\n";
    struct interest *words = interest_new(*state);
    interest_hold(words, "panicked at ", 1);
    interest_hold(words, "libFuzzer", 2);
    struct interest_log *interest = interest_log_new(*state, words);
    interest_open(interest, bytes_from(log));
    struct line first = line_at(log, 0), second = line_at(log, 16), last = line_at(log, 33);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(interest_of(interest, &last), 2);
        assert_int_equal(interest_of(interest, &second), 0);
        assert_int_equal(interest_of(interest, &first), 1);
    }
}

static void a_line_that_was_cleaned_is_shown_to_all(void **state)
{
    struct interest *words = interest_new(*state);
    struct interest_log *interest = interest_log_new(*state, words);
    interest_open(interest, BYTES("x\n"));
    struct line line = { BYTES("x"), 0, 2, true };
    assert_int_equal(interest_of(interest, &line), INTEREST_ALL);
}

static void words_are_found_wherever_they_are(void **state)
{
    struct wordsearch *search = wordsearch_new(*state);
    wordsearch_add(search, "Check failed: ", 1);
    wordsearch_add(search, "aaaaab", 2);
    static const char *const words[] = { "Check failed: ", "aaaaab" };
    char room[128];
    for (size_t w = 0; w < COUNT_OF(words); w++) {
        for (size_t at = 0; at + strlen(words[w]) <= sizeof(room); at++) {
            unsigned who = 0;
            memset(room, 'a', sizeof(room));
            memcpy(room + at, words[w], strlen(words[w]));
            struct bytes b = { room, sizeof(room) };
            size_t found = wordsearch_find(search, b, 0, sizeof(room), &who);
            assert_true(found >= at && found < at + strlen(words[w]));
            assert_int_equal(who, 1U << w);
            assert_int_equal(wordsearch_find(search, b, found + 1, sizeof(room), &who),
                             sizeof(room));
            assert_int_equal(wordsearch_find(search, b, 0, found, &who), sizeof(room));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(lines_are_known_by_how_they_begin_and_by_what_they_hold),
        PURE(lines_that_are_read_again_are_known_again),
        PURE(a_line_that_was_cleaned_is_shown_to_all),
        PURE(words_are_found_wherever_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
