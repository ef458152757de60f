/* lib/app/news_slack.c, news_teams.c, news_discord.c, news_mattermost.c, news_webhook.c, and
 * chat_text.c */
#include "app/news_chat.h"

#include "app/chat_text.h"
#include "base/json.h"
#include "news.h"

/* What must not come out of a text as it went in. */
static const char HOSTILE[] =
    "<!channel> <!here|x> <@U123> <https://evil.example|click> @channel @here @everyone & *b* _i_ "
    "[l](https://evil.example) `c` ~s~ ||s|| # h\n> q \u202e \x1b[31m";

static struct notification *hostile(struct arena *mem)
{
    struct notification *n = news_of(mem, 2);
    for (const struct notification_line *c = n->lines; c; c = c->next) {
        struct notification_line *l = (struct notification_line *)(uintptr_t)c;
        l->title = l->function = l->file = l->package = l->target = l->reason = HOSTILE;
    }
    n->why = HOSTILE;
    return n;
}

/* The floods: signs that grow when they are escaped, in each of the forms, and large characters. */
static const char *const floods[] = { "x", "&", "*", "漢", "\U0001F600", "\"", "@a ", "\\", "`" };

static const struct json *of(const struct json *value, const char *key)
{
    const struct json *member = json_get(value, key);
    assert_non_null(member);
    return member;
}

static const char *text_in(const struct json *value, const char *key)
{
    const char *text = json_text(of(value, key));
    assert_non_null(text);
    return text;
}

static void assert_size(const char *text, size_t most)
{
    if (*text == '\0' || chat_size(text) > most)
        fail_msg("%zu characters, %zu are allowed: %s", chat_size(text), most, text);
}

static void text_is_cut_after_it_was_escaped(void **state)
{
    struct arena *mem = *state;
    assert_string_equal(chat_text(mem, CHAT_SLACK, "a & b <c>", 100), "a &amp; b &lt;c&gt;");
    assert_string_equal(chat_text(mem, CHAT_SLACK, "&&&", 11), "&amp;&amp;…");
    assert_string_equal(chat_text(mem, CHAT_SLACK, "&&&", 15), "&amp;&amp;&amp;");
    assert_string_equal(chat_text(mem, CHAT_CODE, "a`b&", 100), "a'b&amp;");
    assert_string_equal(chat_text(mem, CHAT_MARKDOWN, "a_b*", 100), "a\\_b\\*");
    assert_string_equal(chat_text(mem, CHAT_PLAIN, "\U0001F600\U0001F600", 3), "\U0001F600…");
    assert_string_equal(chat_text(mem, CHAT_PLAIN, "\U0001F600\U0001F600", 4),
                        "\U0001F600\U0001F600");
    assert_string_equal(chat_text(mem, CHAT_PLAIN,
                                  "a\xff"
                                  "b",
                                  10),
                        "a\xef\xbf\xbd"
                        "b");
    assert_string_equal(chat_text(mem, CHAT_PLAIN, "", 0), "");
    assert_string_equal(chat_text(mem, CHAT_PLAIN, "ab", 1), "…");
}

static void nobody_is_called(void **state)
{
    struct arena *mem = *state;
    assert_string_equal(chat_text(mem, CHAT_PLAIN, "@channel (@here) @", 100),
                        "@\u200bchannel (@\u200bhere) @");
    assert_string_equal(chat_text(mem, CHAT_PLAIN, "puts@plt a@b", 100), "puts@plt a@b");
}

/* Returns how many sections there are. */
static size_t assert_slack(struct arena *mem, const char *body)
{
    const struct json *message = json_parse(mem, bytes_from(body));
    const struct json *blocks = of(message, "blocks");
    size_t count = json_count(blocks), sections = 0;
    assert_true(count <= SLACK_BLOCKS_MAX);
    assert_size(text_in(message, "text"), SLACK_TEXT_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct json *block = json_at(blocks, i), *id = json_get(block, "block_id");
        const char *type = text_in(block, "type");
        assert_true(!id || strlen(json_text(id)) <= 255);
        if (strcmp(type, "header") == 0) {
            assert_string_equal(text_in(of(block, "text"), "type"), "plain_text");
            assert_size(text_in(of(block, "text"), "text"), SLACK_HEADER_MAX);
        } else if (strcmp(type, "section") == 0) {
            sections++;
            assert_true(json_bool(of(of(block, "text"), "verbatim")));
            assert_size(text_in(of(block, "text"), "text"), SLACK_TEXT_MAX);
        } else if (strcmp(type, "actions") == 0) {
            const struct json *button = json_at(of(block, "elements"), 0);
            assert_size(text_in(of(button, "text"), "text"), 75);
            assert_size(text_in(button, "url"), 3000);
        } else {
            assert_string_equal(type, "context");
            assert_int_equal(json_count(of(block, "elements")), 1);
            assert_size(text_in(json_at(of(block, "elements"), 0), "text"), 2000);
        }
    }
    return sections;
}

static void slack_gets_title_place_severity_count_and_links(void **state)
{
    struct arena *mem = *state;
    char *body = news_slack(mem, NEWS_SITE, news_of(mem, 1), NULL);
    assert_int_equal(assert_slack(mem, body), 1);
    const struct json *message = json_parse(mem, bytes_from(body));
    const struct json *blocks = of(message, "blocks");
    assert_null(json_get(message, "channel"));
    assert_string_equal(text_in(message, "text"),
                        "[vault] new: index out of range [4] with length 4 in xor.Mask");
    assert_string_equal(text_in(json_at(blocks, 0), "block_id"), "nopanic-7-1790000000");
    assert_string_equal(text_in(of(json_at(blocks, 0), "text"), "text"),
                        "New crasher in XXyCorp/vault");
    assert_string_equal(
        text_in(of(json_at(blocks, 1), "text"), "text"),
        "*New* · high\n*<https://hub.example/c/482|index out of range [4] with length 4 in "
        "xor.Mask>*\n`helper/xor/xor.go:46`\nFuzzMask of helper/xor · seen 3 times · commit "
        "3f2a1b9c8d7e");
    const struct json *button = json_at(of(json_at(blocks, 2), "elements"), 0);
    assert_string_equal(text_in(button, "url"), "https://hub.example/c/482");
    assert_string_equal(text_in(json_at(of(json_at(blocks, 3), "elements"), 0), "text"),
                        "You star XXyCorp/vault · <https://hub.example/notify|settings>");
}

static void slack_takes_a_direct_message_for_a_member(void **state)
{
    char *body = news_slack(*state, NEWS_SITE, news_of(*state, 1), "U04QX7M2K");
    assert_string_equal(text_in(json_parse(*state, bytes_from(body)), "channel"), "U04QX7M2K");
}

static void slack_takes_whatever_comes(void **state)
{
    for (size_t i = 0; i < COUNT_OF(floods); i++) {
        struct notification *n = news_flood(*state, floods[i]);
        assert_int_equal(assert_slack(*state, news_slack(*state, NEWS_SITE, n, NULL)), 20);
    }
    const char *site = text_format(*state, "https://%s", news_repeat(*state, "x", 4000));
    char *body = news_slack(*state, site, news_of(*state, 1), NULL);
    assert_slack(*state, body);
    assert_null(strstr(body, "xxxx"));
}

/* N11 */
static void n11_slack_calls_nobody_and_links_nowhere_else(void **state)
{
    char *body = news_slack(*state, NEWS_SITE, hostile(*state), NULL);
    assert_slack(*state, body);
    static const char *const never[] = { "<!",       "<@",      "<https://evil",
                                         "@channel", "@here",   "@everyone",
                                         "\\u001b",  "\\u202e", "\u202e" };
    for (size_t i = 0; i < COUNT_OF(never); i++)
        assert_null(strstr(body, never[i]));
    assert_non_null(strstr(body, "&lt;!channel&gt;"));
}

static void teams_gets_a_card_without_markdown(void **state)
{
    struct arena *mem = *state;
    char *body = news_teams(mem, NEWS_SITE, news_of(mem, 1));
    const struct json *message = json_parse(mem, bytes_from(body));
    assert_string_equal(text_in(message, "type"), "message");
    const struct json *attachment = json_at(of(message, "attachments"), 0);
    assert_string_equal(text_in(attachment, "contentType"),
                        "application/vnd.microsoft.card.adaptive");
    assert_true(json_is_null(of(attachment, "contentUrl")));
    const struct json *card = of(attachment, "content"), *blocks = of(card, "body");
    assert_string_equal(text_in(card, "type"), "AdaptiveCard");
    assert_int_equal(json_count(blocks), 6);
    for (size_t i = 0; i < json_count(blocks); i++) {
        assert_string_equal(text_in(json_at(blocks, i), "type"), "RichTextBlock");
        const struct json *run = json_at(of(json_at(blocks, i), "inlines"), 0);
        assert_string_equal(text_in(run, "type"), "TextRun");
    }
    const struct json *title = json_at(of(json_at(blocks, 2), "inlines"), 0);
    assert_string_equal(text_in(of(title, "selectAction"), "url"), "https://hub.example/c/482");
    assert_string_equal(text_in(json_at(of(card, "actions"), 0), "url"),
                        "https://hub.example/c/482");
}

static void teams_gets_no_more_than_it_takes_and_the_count_of_the_rest(void **state)
{
    struct arena *mem = *state;
    for (size_t i = 0; i < COUNT_OF(floods); i++) {
        char *body = news_teams(mem, NEWS_SITE, news_flood(mem, floods[i]));
        assert_true(strlen(body) <= TEAMS_MAX);
        const struct json *attachments = of(json_parse(mem, bytes_from(body)), "attachments");
        const struct json *blocks = of(of(json_at(attachments, 0), "content"), "body");
        size_t lines = (json_count(blocks) - 3) / 4;
        assert_true(lines > 0);
        assert_non_null(strstr(body, text_format(mem, "and %zu more", 1000 - lines)));
    }
}

static void discord_gets_embeds_and_calls_nobody(void **state)
{
    struct arena *mem = *state;
    char *body = news_discord(mem, NEWS_SITE, hostile(mem));
    const struct json *message = json_parse(mem, bytes_from(body));
    assert_int_equal(json_count(of(of(message, "allowed_mentions"), "parse")), 0);
    assert_int_equal(json_count(of(message, "embeds")), 2);
    assert_string_equal(text_in(json_at(of(message, "embeds"), 1), "url"),
                        "https://hub.example/c/483");
    static const char *const never[] = { "@everyone", "@here", "](https" };
    for (size_t i = 0; i < COUNT_OF(never); i++)
        assert_null(strstr(body, never[i]));
}

static void discord_gets_no_more_than_it_takes(void **state)
{
    struct arena *mem = *state;
    for (size_t i = 0; i < COUNT_OF(floods); i++) {
        char *body = news_discord(mem, NEWS_SITE, news_flood(mem, floods[i]));
        const struct json *message = json_parse(mem, bytes_from(body));
        const struct json *embeds = of(message, "embeds");
        size_t all = 0;
        assert_size(text_in(message, "content"), DISCORD_CONTENT_MAX);
        assert_int_equal(json_count(embeds), DISCORD_EMBEDS_MAX);
        for (size_t e = 0; e < json_count(embeds); e++) {
            const char *title = text_in(json_at(embeds, e), "title");
            const char *text = text_in(json_at(embeds, e), "description");
            assert_size(title, DISCORD_TITLE_MAX);
            all += chat_size(title) + chat_size(text);
        }
        assert_true(all <= DISCORD_MAX);
        assert_non_null(strstr(body, "and 990 more"));
    }
}

static void mattermost_gets_a_list(void **state)
{
    struct arena *mem = *state;
    char *body = news_mattermost(mem, NEWS_SITE, news_of(mem, 1));
    assert_string_equal(
        text_in(json_parse(mem, bytes_from(body)), "text"),
        "#### New crasher in XXyCorp/vault\n"
        "* **New** [index out of range \\[4\\] with length 4 in xor.Mask]"
        "(https://hub.example/c/482) · high · helper/xor/xor.go\\:46 · FuzzMask of helper/xor · "
        "seen 3 times · commit 3f2a1b9c8d7e\n"
        "\nYou star XXyCorp/vault · [settings](https://hub.example/notify)");
}

static void mattermost_calls_nobody_and_gets_no_more_than_it_takes(void **state)
{
    struct arena *mem = *state;
    char *body = news_mattermost(mem, NEWS_SITE, hostile(mem));
    static const char *const never[] = { "@channel", "@here", "@everyone", "[l](",
                                         "](https://evil" };
    for (size_t i = 0; i < COUNT_OF(never); i++)
        assert_null(strstr(body, never[i]));
    for (size_t i = 0; i < COUNT_OF(floods); i++) {
        body = news_mattermost(mem, NEWS_SITE, news_flood(mem, floods[i]));
        assert_size(text_in(json_parse(mem, bytes_from(body)), "text"), MATTERMOST_MAX);
        assert_non_null(strstr(body, "[and 9"));
    }
}

static void a_webhook_gets_all_of_it(void **state)
{
    struct arena *mem = *state;
    char *body = news_webhook(mem, NEWS_SITE, news_of(mem, 1));
    const struct json *message = json_parse(mem, bytes_from(body));
    assert_string_equal(text_in(message, "notification"), "7-1790000000");
    assert_string_equal(text_in(message, "made_at"), "2026-09-21T14:13:20Z");
    assert_string_equal(text_in(message, "repository"), "XXyCorp/vault");
    const struct json *event = json_at(of(message, "events"), 0), *crasher = of(event, "crasher");
    assert_string_equal(text_in(event, "kind"), "new");
    assert_string_equal(text_in(event, "url"), "https://hub.example/c/482");
    assert_string_equal(text_in(crasher, "file"), "helper/xor/xor.go");
    struct notification *again = news_of(mem, 1);
    again->attempt = 5;
    assert_string_equal(news_webhook(mem, NEWS_SITE, again), body);
}

/* By openssl: printf '1790000000.{}' | openssl dgst -sha256 -hmac KEY. */
static void a_signature_is_what_others_compute(void **state)
{
    static const char key[] = "a key of more than thirty-two bytes, shared with the receiver";
    assert_string_equal(news_signature(*state, key, 1790000000, "{}"),
                        "t=1790000000,v1="
                        "5a6c1b1e71cf6f434f57a31acd54e56bbf1d2d5b9ef12a98735d38e2bf66faa9");
}

static void each_form_has_a_test(void **state)
{
    struct arena *mem = *state;
    struct notification n = {
        .id = 7, .made_at = 1790000000, .test = true, .why = "mira asked for this test"
    };
    char *slack = news_slack(mem, NEWS_SITE, &n, "U04QX7M2K");
    assert_int_equal(assert_slack(mem, slack), 1);
    const char *const bodies[] = { slack, news_teams(mem, NEWS_SITE, &n),
                                   news_discord(mem, NEWS_SITE, &n),
                                   news_mattermost(mem, NEWS_SITE, &n) };
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        assert_non_null(json_parse(mem, bytes_from(bodies[i])));
        assert_non_null(strstr(bodies[i], "Test message of nopanic"));
        assert_non_null(strstr(bodies[i], "What this hub has to tell arrives here"));
        assert_non_null(strstr(bodies[i], "mira asked for this test"));
    }
    assert_non_null(strstr(bodies[1], "Open the hub"));
    const struct json *hook = json_parse(mem, bytes_from(news_webhook(mem, NEWS_SITE, &n)));
    assert_true(json_bool(of(hook, "test")));
    assert_int_equal(json_count(of(hook, "events")), 0);
    assert_string_equal(text_in(hook, "summary"), "[nopanic] test message");
    assert_string_equal(text_in(hook, "url"), NEWS_SITE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(text_is_cut_after_it_was_escaped),
        PURE(nobody_is_called),
        PURE(slack_gets_title_place_severity_count_and_links),
        PURE(slack_takes_a_direct_message_for_a_member),
        PURE(slack_takes_whatever_comes),
        PURE(n11_slack_calls_nobody_and_links_nowhere_else),
        PURE(teams_gets_a_card_without_markdown),
        PURE(teams_gets_no_more_than_it_takes_and_the_count_of_the_rest),
        PURE(discord_gets_embeds_and_calls_nobody),
        PURE(discord_gets_no_more_than_it_takes),
        PURE(mattermost_gets_a_list),
        PURE(mattermost_calls_nobody_and_gets_no_more_than_it_takes),
        PURE(a_webhook_gets_all_of_it),
        PURE(each_form_has_a_test),
        PURE(a_signature_is_what_others_compute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
