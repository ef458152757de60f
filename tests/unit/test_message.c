/* lib/base/message.c */
#include "base/message.h"

#include "base/json.h"
#include "base/process.h"
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

/* What a strict reader makes of it; without a defect. */
static const struct json *read_strictly(struct arena *mem, struct bytes all)
{
    static const char *const words[] = { "python3", "tests/unit/mail_strict.py", NULL };
    const struct process reader = {
        .arguments = words, .input = all, .output_max = MESSAGE_SIZE_MAX, .timeout_ms = 20000
    };
    struct bytes output;
    assert_int_equal(process_run(mem, &reader, &output), 0);
    const struct json *read = json_parse(mem, output);
    const struct json *defects = json_get(read, "defects");
    if (json_count(defects) > 0)
        fail_msg("%s\n%s", json_write(mem, defects), all.at);
    return read;
}

static void assert_header(const struct json *read, const char *name, const char *value)
{
    const char *its = json_text(json_get(json_get(read, "headers"), name));
    assert_string_equal(its ? its : "it is not there", value);
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
        message.subject = message.id = message.thread = message.unsubscribe = hostile[i];
        message.headers[0] = (struct message_header){ "X-Nopanic-Repository", hostile[i] };
        message.html = "<p>text</p>";
        struct bytes all = message_write(*state, &message);
        assert_lines(all);
        assert_int_equal(count(all.at, "\nBcc:"), 0);
        assert_int_equal(count(all.at, "\nSubject:"), 1);
        assert_int_equal(count(all.at, "\nList-Unsubscribe:"), 0);
        assert_int_equal(count(all.at, "\n."), 0);
        const struct json *read = read_strictly(*state, all), *names = json_get(read, "names");
        assert_int_equal(json_count(json_get(read, "recipients")), 1);
        assert_int_equal(json_count(names), 11);
        assert_int_equal(json_count(json_get(read, "types")), 3);
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

static struct message news(void)
{
    struct message message = plain();
    message.text = "Zurück: 5 = 5\n\n.\nFrom here\n--=_nopanic\n";
    message.html = "<p style=\"color:#111\">Zurück: 5 = 5</p>\n--=_nopanic--\n";
    message.thread = "crasher-482@hub.example";
    message.unsubscribe = "https://hub.example/unsubscribe?key=7.9.abc";
    message.headers[0] = (struct message_header){ "X-Nopanic-Notification", "n-7-1790000000" };
    message.headers[1] = (struct message_header){ "X-Nopanic-Repository", "XXyCorp/tésor" };
    return message;
}

static void text_and_html_are_two_forms_of_one_body(void **state)
{
    struct message message = news();
    struct bytes all = message_write(*state, &message);
    assert_lines(all);
    const struct json *read = read_strictly(*state, all), *types = json_get(read, "types");
    assert_int_equal(json_count(types), 3);
    assert_string_equal(json_text(json_at(types, 0)), "multipart/alternative");
    assert_string_equal(json_text(json_at(types, 1)), "text/plain");
    assert_string_equal(json_text(json_at(types, 2)), "text/html");
    assert_string_equal(json_text(json_get(read, "text")), message.text);
    assert_string_equal(json_text(json_get(read, "html")), message.html);
}

static void html_that_is_too_long_is_left_out(void **state)
{
    struct message message = news();
    char *html = arena_alloc(*state, MESSAGE_HTML_MAX + 2);
    memset(html, 'x', MESSAGE_HTML_MAX);
    message.html = html;
    const struct json *read = read_strictly(*state, message_write(*state, &message));
    assert_int_equal(json_count(json_get(read, "types")), 3);
    html[MESSAGE_HTML_MAX] = 'x';
    read = read_strictly(*state, message_write(*state, &message));
    assert_string_equal(json_text(json_at(json_get(read, "types"), 0)), "text/plain");
    assert_string_equal(json_text(json_get(read, "text")), message.text);
}

/* N13: nothing answers a mail of the hub by itself. */
static void n13_a_mail_says_what_it_is_and_what_it_belongs_to(void **state)
{
    struct message message = news();
    const struct json *read = read_strictly(*state, message_write(*state, &message));
    assert_header(read, "auto-submitted", "auto-generated");
    assert_header(read, "message-id", "<mail-7-1790000000@hub.example>");
    assert_header(read, "in-reply-to", "<crasher-482@hub.example>");
    assert_header(read, "references", "<crasher-482@hub.example>");
    assert_header(read, "x-nopanic-notification", "n-7-1790000000");
    assert_header(read, "x-nopanic-repository", "XXyCorp/tésor");
}

/* RFC 8058: the second header, for an address of https alone. */
static void one_click_ends_it_where_that_is_safe(void **state)
{
    struct message message = news();
    const struct json *read = read_strictly(*state, message_write(*state, &message));
    assert_header(read, "list-unsubscribe", "<https://hub.example/unsubscribe?key=7.9.abc>");
    assert_header(read, "list-unsubscribe-post", "List-Unsubscribe=One-Click");
    message.unsubscribe = "http://hub.example/unsubscribe?key=7.9.abc";
    read = read_strictly(*state, message_write(*state, &message));
    assert_header(read, "list-unsubscribe", "<http://hub.example/unsubscribe?key=7.9.abc>");
    assert_header(read, "list-unsubscribe-post", "it is not there");
}

static void an_id_is_one_whatever_it_is_made_of(void **state)
{
    static const char *const ids[][2] = {
        { "a@b.example", "<a@b.example>" },
        { "a@[", "<a@->" },
        { "", "<-@localhost>" },
        { "a@b@c", "<a@b-c>" },
        { "a..b@c.", "<a-.b@c->" },
        { "a b>\r\nX: 1@c", "<a-b---X--1@c>" },
        { "@", "<-@localhost>" },
        { ".a@b", "<-a@b>" },
    };
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        struct message message = news();
        message.id = message.thread = ids[i][0];
        const struct json *read = read_strictly(*state, message_write(*state, &message));
        assert_header(read, "message-id", ids[i][1]);
        assert_header(read, "references", ids[i][1]);
    }
}

/* Two bytes each: as many encoded bytes as there can be. */
static void a_field_is_folded_wherever_its_name_ends(void **state)
{
    struct message message = news();
    struct text value = text_new(*state, 1000);
    for (int i = 0; i < 60; i++)
        text_add(&value, "é");
    message.subject = message.headers[0].value = value.at;
    struct bytes all = message_write(*state, &message);
    assert_lines(all);
    const struct json *read = read_strictly(*state, all);
    assert_header(read, "subject", value.at);
    assert_header(read, "x-nopanic-notification", value.at);
}

static struct message_told read_back(struct arena *mem, const struct message *message)
{
    struct bytes all = message_write(mem, message);
    char *stored = arena_alloc(mem, all.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < all.size; i++)
        if (all.at[i] != '\r')
            stored[size++] = all.at[i];
    return message_read(mem, (struct bytes){ stored, size });
}

static void what_was_written_can_be_read(void **state)
{
    static const char *const subjects[] = { "Your password", "Zurück パス =?UTF-8?Q?=41?= x", "",
                                            "ends with =",
                                            "päth/of/a/file/that/is/very/long/"
                                            "and/öf/several/wörds.go" };
    static const char text[] = "From here:\n\n.\n--=_nopanic\n= =41 é\n"
                               "a line that is so long that it is folded once or twice, because "
                               "no line may have more than seventy-six characters in it at all\n";
    for (size_t i = 0; i < COUNT_OF(subjects); i++) {
        struct message one = plain(), two = news();
        one.subject = two.subject = subjects[i];
        one.text = two.text = text;
        assert_string_equal(read_back(*state, &one).subject, subjects[i]);
        assert_string_equal(read_back(*state, &one).text, text);
        assert_string_equal(read_back(*state, &two).subject, subjects[i]);
        assert_string_equal(read_back(*state, &two).text, text);
    }
}

static void what_is_no_mail_is_read_as_something(void **state)
{
    static const char *const odd[] = { "",
                                       "\n\n",
                                       "x",
                                       "\nSubject: =?UTF-8?Q?",
                                       "\nSubject: ",
                                       "\nSubject: =?UTF-8?Q?=4\n\n=",
                                       "\n\n=4" };
    for (size_t i = 0; i < COUNT_OF(odd); i++)
        assert_non_null(message_read(*state, bytes_from(odd[i])).text);
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
        PURE(text_and_html_are_two_forms_of_one_body),
        PURE(html_that_is_too_long_is_left_out),
        PURE(n13_a_mail_says_what_it_is_and_what_it_belongs_to),
        PURE(one_click_ends_it_where_that_is_safe),
        PURE(an_id_is_one_whatever_it_is_made_of),
        PURE(a_field_is_folded_wherever_its_name_ends),
        PURE(what_was_written_can_be_read),
        PURE(what_is_no_mail_is_read_as_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
