#include "app/chat_text.h"
#include "app/news_chat.h"
#include "app/news_text.h"
#include "base/json.h"

/* Characters of the parts of a section, once escaped: together below SLACK_TEXT_MAX. */
enum { TITLE_MAX = 800, PLACE_MAX = 500, FACTS_MAX = 700, REPO_MAX = 250, LINK_MAX = 500 };
enum { CONTEXT_MAX = 1000, BUTTON_URL_MAX = 3000 };

static void set_text(struct json *to, const char *key, const char *type, const char *text)
{
    struct json *object = json_set_object(to, key);
    json_set_text(object, "type", type);
    json_set_text(object, "text", text);
    if (strcmp(type, "mrkdwn") == 0)
        json_set_bool(object, "verbatim", true); /* no names in it become links or calls */
}

static struct json *add_block(struct json *blocks, const char *type)
{
    struct json *block = json_add_object(blocks);
    json_set_text(block, "type", type);
    return block;
}

/* <url|text>, or the text alone if the address is no short one. */
static const char *link_of(struct arena *mem, const char *url, const char *escaped)
{
    const char *address = chat_text(mem, CHAT_SLACK, url, SLACK_TEXT_MAX);
    if (chat_size(address) > LINK_MAX || strpbrk(address, "|\" "))
        return escaped;
    return text_format(mem, "<%s|%s>", address, escaped);
}

/* "*New* · high", the title as a link, the place as code, the facts: a line each. */
static const char *section_of(struct arena *mem, const struct news_line *l)
{
    struct text out = text_new(mem, SIZE_MAX);
    text_add_format(&out, "*%s*", l->word);
    if (l->severity)
        text_add_format(&out, " · %s", chat_text(mem, CHAT_SLACK, l->severity, 20));
    if (l->repo)
        text_add_format(&out, " · %s", chat_text(mem, CHAT_SLACK, l->repo, REPO_MAX));
    const char *title = chat_text(mem, CHAT_SLACK, l->title, TITLE_MAX);
    text_add_format(&out, "\n*%s*", link_of(mem, l->url, title));
    if (l->place)
        text_add_format(&out, "\n`%s`", chat_text(mem, CHAT_CODE, l->place, PLACE_MAX));
    if (l->facts)
        text_add_format(&out, "\n%s", chat_text(mem, CHAT_SLACK, l->facts, FACTS_MAX));
    return out.at;
}

/* A button that is a link. */
static void add_button(struct json *blocks, const struct news_text *text)
{
    if (strlen(text->button_url) > BUTTON_URL_MAX)
        return;
    struct json *elements = json_set_array(add_block(blocks, "actions"), "elements");
    struct json *button = json_add_object(elements);
    json_set_text(button, "type", "button");
    json_set_text(button, "action_id", "open");
    set_text(button, "text", "plain_text", text->button);
    json_set_text(button, "url", text->button_url);
}

static void add_context(struct arena *mem, struct json *blocks, const struct news_text *text)
{
    struct text out = text_new(mem, SIZE_MAX);
    if (text->more > 0)
        text_add_format(&out, "and %" PRId64 " more · ", text->more);
    text_add(&out, chat_text(mem, CHAT_SLACK, text->why, CONTEXT_MAX));
    if (text->settings_url)
        text_add_format(&out, " · %s", link_of(mem, text->settings_url, "settings"));
    struct json *elements = json_set_array(add_block(blocks, "context"), "elements");
    struct json *element = json_add_object(elements);
    json_set_text(element, "type", "mrkdwn");
    json_set_text(element, "text", out.at);
    json_set_bool(element, "verbatim", true);
}

char *news_slack(struct arena *mem, const char *site, const struct notification *n,
                 const char *channel)
{
    const struct news_text *text = news_text_write(mem, site, n);
    struct json *message = json_new_object(mem);
    if (channel)
        json_set_text(message, "channel", channel);
    /* What shows where blocks do not: in a notice of the system. */
    json_set_text(message, "text", chat_text(mem, CHAT_SLACK, text->subject, SLACK_TEXT_MAX));
    json_set_bool(message, "unfurl_links", false);
    json_set_bool(message, "unfurl_media", false);
    struct json *blocks = json_set_array(message, "blocks"), *head = add_block(blocks, "header");
    /* Sent twice, it says so to whoever compares. */
    json_set_text(head, "block_id", text_format(mem, "nopanic-%s", text->id));
    set_text(head, "text", "plain_text",
             chat_text(mem, CHAT_PLAIN, text->headline, SLACK_HEADER_MAX));
    for (const struct news_line *l = text->lines; l; l = l->next)
        set_text(add_block(blocks, "section"), "text", "mrkdwn", section_of(mem, l));
    add_button(blocks, text);
    add_context(mem, blocks, text);
    return json_write(mem, message);
}
