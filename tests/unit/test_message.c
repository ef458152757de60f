/* lib/base/message.c */
#include "base/message.h"

#include "scene.h"

static struct message plain(void)
{
    return (struct message){ .from = "hub@hub.example",
                             .to = "mira@example.org",
                             .subject = "Your password",
                             .text = "Hello,\n\nfollow the link.\n",
                             .id = "mail-7-1790000000@hub.example",
                             .at = 1790000000 };
}

/* Each line is at most 78 bytes of ASCII without control characters, and ends with CR LF. */
static void assert_lines(struct bytes all)
{
    size_t column = 0;
    for (size_t i = 0; i < all.size; i++) {
        unsigned char c = (unsigned char)all.at[i];
        if (c == '\r') {
            assert_int_equal(all.at[i + 1], '\n');
            column = 0;
            i++;
            continue;
        }
        assert_true(c >= ' ' && c <= '~');
        assert_true(++column <= 78);
    }
}

static size_t count(const char *text, const char *word)
{
    size_t found = 0;
    for (; (text = strstr(text, word)); text++)
        found++;
    return found;
}

static void a_message_has_its_headers_and_its_text(void **state)
{
    struct message message = plain();
    struct bytes all = message_write(*state, &message);
    assert_lines(all);
    assert_string_equal(all.at, "From: nopanic <hub@hub.example>\r\n"
                                "To: <mira@example.org>\r\n"
                                "Subject: Your password\r\n"
                                "Date: Mon, 21 Sep 2026 14:13:20 +0000\r\n"
                                "Message-ID: <mail-7-1790000000@hub.example>\r\n"
                                "Auto-Submitted: auto-generated\r\n"
                                "MIME-Version: 1.0\r\n"
                                "Content-Type: text/plain; charset=utf-8\r\n"
                                "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                                "Hello,\r\n\r\nfollow the link.\r\n");
}

/* ASVS 1.3.11 */
static void no_value_adds_a_header_or_a_recipient(void **state)
{
    static const char *const hostile[] = { "x\r\nBcc: evil@example.org", "x\nBcc: evil@example.org",
                                           "x\r\n\r\nBcc: evil@example.org",
                                           "x\r\n.\r\nMAIL FROM:<evil@example.org>",
                                           "=?UTF-8?Q?x=0D=0ABcc:_evil?=" };
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        struct message message = plain();
        message.subject = message.id = hostile[i];
        struct bytes all = message_write(*state, &message);
        assert_lines(all);
        assert_int_equal(count(all.at, "\nBcc:"), 0);
        assert_int_equal(count(all.at, "\nSubject:"), 1);
        assert_int_equal(count(all.at, "\r\n\r\n"), 2); /* before the text, and in it */
        assert_int_equal(count(all.at, "\n."), 0);
    }
}

static void an_address_is_one_address(void **state)
{
    static const char *const bad[] = { "",        "x",           "@x",
                                       "x@",      "a@b@c",       "a@b,c@d",
                                       "a@b;c@d", "a b@c",       "a@b\r\nRCPT TO:<c@d>",
                                       "a@b\n",   "<a@b>",       "a@b>",
                                       "\"a\"@b", "a\xc3\xa9@b", "-oQ/tmp@b",
                                       "a@b\x7f" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(message_address_ok(bad[i]));
    assert_true(message_address_ok("mira.o'neil+fuzz@mail.example.org"));
}

static void write_to_two(void *mem)
{
    struct message message = plain();
    message.to = "victim@example.org,evil@example.org";
    message_write(mem, &message);
}

static void a_message_to_two_is_not_written(void **state)
{
    assert_int_equal(scene_fails(write_to_two, *state), FAIL_REFUSED);
}

static void a_subject_of_any_language_is_encoded_between_its_characters(void **state)
{
    struct message message = plain();
    message.subject = "Zurücksetzen – パスワードをリセットする";
    struct bytes all = message_write(*state, &message);
    assert_lines(all);
    const char *subject =
        strstr(all.at, "Subject: =?UTF-8?Q?Zur=C3=BCcksetzen=20=E2=80=93=20?=\r\n");
    assert_non_null(subject);
    /* A word never ends within a character: the next begins with the first byte of one. */
    for (const char *word = subject;
         (word = strstr(word, "?Q?=")) && word < strstr(all.at, "Date:"); word++)
        assert_true(word[4] != '8' && word[4] != '9' && word[4] != 'A' && word[4] != 'B');
}

static void a_long_subject_is_cut_and_long_lines_are_folded(void **state)
{
    struct message message = plain();
    char *subject = arena_alloc(*state, 10001), *text = arena_alloc(*state, 50001);
    memset(subject, 's', 10000);
    memset(text, '=', 50000);
    message.subject = subject;
    message.text = text;
    struct bytes all = message_write(*state, &message);
    assert_lines(all);
    assert_int_equal(count(all.at, "=3D"), 50000);
}

static void what_a_server_may_take_for_a_command_is_quoted(void **state)
{
    struct message message = plain();
    message.text = ".\nFrom here\n.hidden\nend ";
    struct bytes all = message_write(*state, &message);
    assert_non_null(strstr(all.at, "\r\n\r\n=2E\r\n=46rom here\r\n=2Ehidden\r\nend=20\r\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_message_has_its_headers_and_its_text),
        PURE(no_value_adds_a_header_or_a_recipient),
        PURE(an_address_is_one_address),
        PURE(a_message_to_two_is_not_written),
        PURE(a_subject_of_any_language_is_encoded_between_its_characters),
        PURE(a_long_subject_is_cut_and_long_lines_are_folded),
        PURE(what_a_server_may_take_for_a_command_is_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
