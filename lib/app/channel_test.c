#include "app/channel_test.h"

#include "base/text.h"

/* Longer than the slowest answer that is waited for. */
enum { HOPE_S = 150 };

void channel_test_do(struct page *page, const char *path)
{
    int64_t id = channel_test(&page->hub, page_need_int(page, "id"));
    if (id == 0 && page->wants_json)
        fail(FAIL_TOO_MANY, "one test a channel in 10 seconds, 20 in an hour");
    if (id == 0)
        page_redirect(page, path, "test-too-often");
    else
        page_redirect(page, text_format(page->hub.mem, "%s?test=%" PRId64, path, id), NULL);
}

static bool is(const struct channel_test *test, const char *state)
{
    return test->id != 0 && strcmp(test->state, state) == 0;
}

void channel_test_fill(struct doc *row, const struct channel *channel)
{
    const struct channel_test *test = &channel->test;
    doc_text(row, "test_state", test->state);
    doc_text(row, "test_answer", test->answer);
    doc_time(row, "tested", test->at);
    doc_show_flag(row, "TEST_WAITS", is(test, "waiting"));
    doc_show_flag(row, "TEST_SENT", is(test, "sent"));
    doc_show_flag(row, "TEST_FAILED", is(test, "dead") || is(test, "denied"));
}

void channel_test_tell(struct page *page, const struct channel *channel, const char *where)
{
    const struct channel_test *test = &channel->test;
    int64_t asked = web_query_int(page->web, "test", 0, 1, INT64_MAX);
    if (asked == 0 || asked != test->id || !page->doc->view)
        return;
    bool hopes = is(test, "waiting") && page->hub.now - test->at < HOPE_S;
    if (hopes)
        web_add_header(page->web, "Refresh", "1");
    struct doc *told = doc_include(page->doc, "test", "channel-test.tpl");
    channel_test_fill(told, channel);
    doc_text(told, "where", where);
    doc_show_flag(told, "HOPES", hopes);
}
