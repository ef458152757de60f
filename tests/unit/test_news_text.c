/* lib/app/news_text.c, lib/app/news_mail.c */
#include "app/news_text.h"

#include "app/news_mail.h"
#include "base/view.h"
#include "news.h"

static const struct news_text *text_of(struct arena *mem, const struct notification *n)
{
    return news_text_write(mem, NEWS_SITE, n);
}

static void one_crasher_is_its_own_subject(void **state)
{
    const struct news_text *t = text_of(*state, news_of(*state, 1));
    assert_string_equal(t->subject,
                        "[vault] new: index out of range [4] with length 4 in xor.Mask");
    assert_string_equal(t->headline, "New crasher in XXyCorp/vault");
    assert_string_equal(t->lines->place, "helper/xor/xor.go:46");
    assert_string_equal(t->lines->facts,
                        "FuzzMask of helper/xor · seen 3 times · commit 3f2a1b9c8d7e");
    assert_string_equal(t->lines->url, "https://hub.example/c/482");
    assert_null(t->lines->repo);
    assert_int_equal(t->more, 0);
    assert_string_equal(t->leave_url, "https://hub.example/unsubscribe?key=3.9.abc");
    assert_string_equal(t->id, "7-1790000000");
}

static void several_are_counted(void **state)
{
    const struct news_text *t = text_of(*state, news_of(*state, 3));
    assert_string_equal(t->subject, "[vault] 3 new crashers");
    assert_string_equal(t->headline, "3 new crashers in XXyCorp/vault");
    assert_int_equal(t->more, 0);
    struct notification *n = news_of(*state, 3);
    ((struct notification_line *)(uintptr_t)n->lines)->kind = "regressed";
    assert_string_equal(text_of(*state, n)->subject, "[vault] 3 changes");
}

/* What the others are is not known. */
static void a_first_import_is_a_count_and_its_worst(void **state)
{
    const struct news_text *t = text_of(*state, news_of(*state, 1000));
    assert_string_equal(t->subject, "[vault] 1000 changes");
    assert_int_equal(t->more, 980);
    assert_string_equal(t->more_url, "https://hub.example/r/XXyCorp/vault/crashers");
}

static void a_digest_names_the_repository_of_each(void **state)
{
    struct notification *n = news_of(*state, 2);
    n->repo = NULL;
    n->digest = true;
    n->muted = 4;
    const struct news_text *t = text_of(*state, n);
    assert_string_equal(t->subject, "[nopanic] 2 new crashers");
    assert_string_equal(t->headline, "2 new crashers in your repositories");
    assert_string_equal(t->lines->repo, "XXyCorp/vault");
    assert_string_equal(t->more_url, "https://hub.example/crashers");
    assert_string_equal(t->why, "You star XXyCorp/vault; 4 more of what is muted");
}

static void each_kind_has_its_words(void **state)
{
    static const char *const cases[][3] = {
        { "regressed", "[vault] regressed: boom", "Regressed crasher in XXyCorp/vault" },
        { "fixed", "[vault] fixed: boom", "Fixed crasher in XXyCorp/vault" },
        { "ticket_failed", "[vault] ticket failed: boom", "Ticket not filed in XXyCorp/vault" },
        { "run_failed", "[vault] run failed: build error", "Failed run in XXyCorp/vault" },
        { "run_missing", "[vault] no result: build error", "No result in XXyCorp/vault" },
        { "source_broken", "[vault] source broken: build error", "Broken source in XXyCorp/vault" },
        { "another", "[vault] changed: boom", "Change in XXyCorp/vault" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct notification *n = news_of(*state, 1);
        struct notification_line *l = (struct notification_line *)(uintptr_t)n->lines;
        bool of_crasher = strstr(cases[i][1], "boom") != NULL;
        l->kind = cases[i][0];
        l->title = of_crasher ? "boom" : NULL;
        l->crasher = of_crasher ? 482 : 0;
        l->function = NULL;
        l->reason = "build error";
        const struct news_text *t = text_of(*state, n);
        assert_string_equal(t->subject, cases[i][1]);
        assert_string_equal(t->headline, cases[i][2]);
        if (!of_crasher)
            assert_string_equal(t->lines->url, "https://hub.example/run/12");
    }
}

/* N11 */
static void n11_texts_are_short_lines_in_which_nothing_hides(void **state)
{
    struct notification *n = news_of(*state, 1);
    struct notification_line *l = (struct notification_line *)(uintptr_t)n->lines;
    l->title = "a\r\nBcc: x\x1b[31m \u202ered";
    l->file = "b\n\u200bc";
    l->function = NULL;
    const struct news_text *t = text_of(*state, n);
    assert_string_equal(t->lines->title, "a Bcc: x [31m [U+202E]red");
    assert_string_equal(t->lines->place, "b [U+200B]c:46");
    n = news_flood(*state, "漢");
    for (const struct news_line *x = text_of(*state, n)->lines; x; x = x->next) {
        assert_true(strlen(x->title) <= 3 * NEWS_TITLE_MAX);
        assert_true(strlen(x->place) <= 3 * NEWS_TITLE_MAX + 3);
        assert_true(strlen(x->facts) <= 3 * NEWS_FACTS_MAX);
    }
}

static void an_administrator_s_channel_has_no_settings_of_its_own(void **state)
{
    struct notification *n = news_of(*state, 1);
    n->account = 0;
    n->leave = NULL;
    const struct news_text *t = text_of(*state, n);
    assert_null(t->settings_url);
    assert_null(t->leave_url);
}

static struct message mail_of(struct arena *mem, const struct notification *n,
                              const struct news_detail *detail)
{
    view_folder("templates");
    return news_mail(mem, NEWS_SITE, "hub.example", n, detail);
}

static void a_mail_tells_it_in_text(void **state)
{
    struct frame outer = { .function = "testing.tRunner", .file = "testing.go", .line = 1 };
    struct frame inner = { .next = &outer, .function = "xor.Mask", .file = "xor.go", .line = 46 };
    const struct news_detail detail = { .frames = &inner,
                                        .source = "\treturn key[i]",
                                        .command = "go test -run=FuzzMask/np482 ./helper/xor" };
    struct message m = mail_of(*state, news_of(*state, 1), &detail);
    assert_string_equal(m.subject, "[vault] new: index out of range [4] with length 4 in xor.Mask");
    assert_string_equal(m.text, "New crasher in XXyCorp/vault\n"
                                "\n"
                                "New: index out of range [4] with length 4 in xor.Mask (high)\n"
                                "    helper/xor/xor.go:46\n"
                                "    FuzzMask of helper/xor · seen 3 times · commit 3f2a1b9c8d7e\n"
                                "    https://hub.example/c/482\n"
                                "\n"
                                "The line that crashed:\n"
                                "\n"
                                "    return key[i]\n"
                                "\n"
                                "The stack:\n"
                                "\n"
                                "    xor.Mask\n"
                                "        xor.go:46\n"
                                "    testing.tRunner\n"
                                "        testing.go:1\n"
                                "\n"
                                "To reproduce it, from the top of the repository:\n"
                                "\n"
                                "    go test -run=FuzzMask/np482 ./helper/xor\n"
                                "\n"
                                "-- \n"
                                "You star XXyCorp/vault.\n"
                                "No more of these: https://hub.example/unsubscribe?key=3.9.abc\n"
                                "All that you are told of: https://hub.example/notify\n");
}

static void a_mail_of_many_counts_the_rest(void **state)
{
    struct message m = mail_of(*state, news_of(*state, 1000), NULL);
    assert_non_null(strstr(m.text, "\nand 980 more: https://hub.example/r/XXyCorp/vault/crashers\n"
                                   "\n-- \n"));
    assert_null(m.thread);
    assert_string_equal(m.headers[1].value, "new");
    assert_string_equal(m.headers[2].value, "XXyCorp/vault");
}

static void a_mail_is_the_same_each_time_and_one_of_a_thread(void **state)
{
    struct message m = mail_of(*state, news_of(*state, 1), NULL);
    assert_string_equal(m.id, "notification-7-1790000000@hub.example");
    assert_string_equal(m.thread, "crasher-482@hub.example");
    assert_string_equal(m.headers[0].value, "7-1790000000");
    assert_string_equal(m.unsubscribe, "https://hub.example/unsubscribe?key=3.9.abc");
}

static void a_test_is_a_mail_of_no_event(void **state)
{
    const struct notification n = { .id = 7,
                                    .made_at = 1790000000,
                                    .account = 9,
                                    .test = true,
                                    .to = "mira@example.org",
                                    .why = "mira asked for this test" };
    struct message m = news_mail(*state, NEWS_SITE, "hub.example", &n, NULL);
    assert_string_equal(m.subject, "[nopanic] test message");
    assert_non_null(strstr(m.text, "Test: What this hub has to tell arrives here\n"
                                   "    Sent by https://hub.example\n"));
    assert_non_null(strstr(m.text, "mira asked for this test.\n"
                                   "All that you are told of: https://hub.example/notify"));
    assert_non_null(strstr(m.html, "Open the hub"));
    assert_null(m.unsubscribe);
    assert_null(m.thread);
    assert_string_equal(m.headers[1].value, "test");
}

static void html_holds_text_and_no_marks_of_others(void **state)
{
    struct notification *n = news_of(*state, 1);
    struct notification_line *l = (struct notification_line *)(uintptr_t)n->lines;
    l->title = "<script>alert(1)</script>&\"'";
    l->file = "\" onmouseover=\"x";
    n->why = "</style><b>";
    struct message m = mail_of(*state, n, NULL);
    assert_null(strstr(m.html, "<script"));
    assert_null(strstr(m.html, "onmouseover=\"x"));
    assert_null(strstr(m.html, "<b>"));
    assert_non_null(strstr(m.html, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;"));
    assert_non_null(strstr(m.html, "href=\"https://hub.example/c/482\""));
    assert_null(strstr(m.html, "{{"));
}

/* However long the texts are, the HTML is not left out. */
static void a_flood_still_has_its_html(void **state)
{
    struct message m = mail_of(*state, news_flood(*state, "<"), NULL);
    assert_true(strlen(m.html) <= MESSAGE_HTML_MAX * 4);
    m = mail_of(*state, news_of(*state, 20), NULL);
    assert_true(strlen(m.html) <= MESSAGE_HTML_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(one_crasher_is_its_own_subject),
        PURE(several_are_counted),
        PURE(a_first_import_is_a_count_and_its_worst),
        PURE(a_digest_names_the_repository_of_each),
        PURE(each_kind_has_its_words),
        PURE(n11_texts_are_short_lines_in_which_nothing_hides),
        PURE(an_administrator_s_channel_has_no_settings_of_its_own),
        PURE(a_mail_tells_it_in_text),
        PURE(a_mail_of_many_counts_the_rest),
        PURE(a_mail_is_the_same_each_time_and_one_of_a_thread),
        PURE(a_test_is_a_mail_of_no_event),
        PURE(html_holds_text_and_no_marks_of_others),
        PURE(a_flood_still_has_its_html),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
