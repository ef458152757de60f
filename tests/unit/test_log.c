/* lib/base/log.c */
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/json.h"
#include "scene.h"

/*
 * Standard error becomes a socket of packets, so that each write(2) shows as one; given back before
 * anything is asserted, for cmocka writes there.
 */
struct capture {
    int before, reader;
};

static struct capture capture_begin(void)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
        abort();
    struct capture capture = { dup(STDERR_FILENO), ends[0] };
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
    return capture;
}

/* The one line that was written. */
static char *capture_end(struct arena *mem, struct capture capture)
{
    size_t room = 64 * 1024;
    char *text = arena_alloc(mem, room), rest[2];
    dup2(capture.before, STDERR_FILENO);
    close(capture.before);
    ssize_t size = recv(capture.reader, text, room - 1, 0);
    ssize_t more = recv(capture.reader, rest, sizeof(rest), 0);
    close(capture.reader);
    assert_true(size > 0);
    assert_int_equal(more, 0);
    assert_true(text[size - 1] == '\n');
    assert_ptr_equal(strchr(text, '\n'), text + size - 1);
    return text;
}

static const char *member(struct arena *mem, const char *line, const char *name)
{
    return json_text(json_get(json_parse(mem, bytes_from(line)), name));
}

static void a_line_is_one_json_object_in_one_write(void **state)
{
    log_program("index");
    log_request("0a1b");
    struct capture capture = capture_begin();
    log_line(LOG_WARNING, "login", "account", "eve", "address", NULL, "status", "403", NULL);
    const char *line = capture_end(*state, capture);
    log_request(NULL);
    assert_string_equal(member(*state, line, "level"), "warning");
    assert_string_equal(member(*state, line, "program"), "index");
    assert_string_equal(member(*state, line, "request"), "0a1b");
    assert_string_equal(member(*state, line, "message"), "login");
    assert_string_equal(member(*state, line, "account"), "eve");
    assert_null(member(*state, line, "address"));
    assert_string_equal(member(*state, line, "status"), "403");
    const char *time = member(*state, line, "time");
    assert_int_equal(strlen(time), 24);
    assert_memory_equal(time + 10, "T", 1);
    assert_string_equal(time + 23, "Z");
}

static void between_requests_a_line_names_none(void **state)
{
    struct capture capture = capture_begin();
    log_line(LOG_INFO, "x", NULL);
    assert_null(member(*state, capture_end(*state, capture), "request"));
}

static void nothing_can_forge_a_line_or_move_the_cursor(void **state)
{
    struct capture capture = capture_begin();
    log_line(LOG_ERROR, "a\"b\\c", "agent", "\n{\"level\":\"info\"}\r\x1b[2J\x7f\xc2\x9b\x9b\xff",
             NULL);
    const char *line = capture_end(*state, capture);
    assert_string_equal(member(*state, line, "message"), "a\"b\\c");
    assert_string_equal(member(*state, line, "agent"),
                        "\n{\"level\":\"info\"}\r\x1b[2J\x7f\xc2\x9b\xef\xbf\xbd\xef\xbf\xbd");
    for (const char *c = line; c[1]; c++)
        assert_true((unsigned char)*c >= ' ' && (unsigned char)*c < 0x7f);
}

static void letters_of_all_languages_stay(void **state)
{
    struct capture capture = capture_begin();
    log_line(LOG_INFO, "Grüße €", NULL);
    assert_non_null(strstr(capture_end(*state, capture), "Grüße €"));
}

static void a_line_has_at_most_16_kb_and_says_that_it_was_cut(void **state)
{
    char *much = arena_alloc(*state, 40000);
    for (size_t size = 16000; size < 16400; size++) {
        memset(much, size % 2 ? 'x' : '\n', size);
        much[size] = '\0';
        struct capture capture = capture_begin();
        log_line(LOG_INFO, "m", "much", much, "more", "y", NULL);
        const char *line = capture_end(*state, capture);
        assert_true(strlen(line) <= 16 * 1024);
        const struct json *parsed = json_parse(*state, bytes_from(line));
        assert_true(json_get(parsed, "cut") || json_get(parsed, "more"));
        assert_non_null(json_get(parsed, "much"));
        assert_string_equal(member(*state, line, "message"), "m");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_line_is_one_json_object_in_one_write),
        PURE(between_requests_a_line_names_none),
        PURE(nothing_can_forge_a_line_or_move_the_cursor),
        PURE(letters_of_all_languages_stay),
        PURE(a_line_has_at_most_16_kb_and_says_that_it_was_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
