#include "app/chat_text.h"
#include "app/news_chat.h"
#include "app/news_text.h"
#include "base/json.h"

enum { TITLE_MAX = 200, PLACE_MAX = 200, FACTS_MAX = 300, HEADLINE_MAX = 300 }; /* characters */

/* Text without Markdown, which a block of plain text has in Teams. */
static struct json *add_rich(struct json *body)
{
    struct json *block = json_add_object(body);
    json_set_text(block, "type", "RichTextBlock");
    return json_set_array(block, "inlines");
}

static struct json *add_run(struct arena *mem, struct json *inlines, const char *text, size_t most)
{
    struct json *run = json_add_object(inlines);
    json_set_text(run, "type", "TextRun");
    json_set_text(run, "text", chat_text(mem, CHAT_PLAIN, text, most));
    return run;
}

static void set_link(struct json *to, const char *url)
{
    struct json *action = json_set_object(to, "selectAction");
    json_set_text(action, "type", "Action.OpenUrl");
    json_set_text(action, "url", url);
}

static void add_line(struct arena *mem, struct json *body, const struct news_line *l)
{
    static const char *const colours[NEWS_TONES] = { "Attention", "Good", "Warning" };
    const char *word =
        text_format(mem, "%s%s%s%s%s", l->word, l->severity ? " · " : "",
                    l->severity ? l->severity : "", l->repo ? " · " : "", l->repo ? l->repo : "");
    struct json *head = add_run(mem, add_rich(body), word, TITLE_MAX);
    json_set_text(head, "color", colours[l->tone]);
    json_set_text(head, "weight", "Bolder");
    struct json *title = add_run(mem, add_rich(body), l->title, TITLE_MAX);
    set_link(title, l->url);
    if (l->place)
        json_set_text(add_run(mem, add_rich(body), l->place, PLACE_MAX), "fontType", "Monospace");
    if (l->facts)
        json_set_bool(add_run(mem, add_rich(body), l->facts, FACTS_MAX), "isSubtle", true);
}

/* With the first so many lines; how many are left out is said. */
static struct json *card_of(struct arena *mem, const struct news_text *text, size_t most)
{
    struct json *card = json_new_object(mem);
    json_set_text(card, "$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    json_set_text(card, "type", "AdaptiveCard");
    json_set_text(card, "version", "1.4");
    json_set_text(card, "fallbackText", chat_text(mem, CHAT_PLAIN, text->subject, HEADLINE_MAX));
    json_set_text(json_set_object(card, "msteams"), "width", "Full");
    struct json *body = json_set_array(card, "body");
    struct json *headline = add_run(mem, add_rich(body), text->headline, HEADLINE_MAX);
    json_set_text(headline, "size", "Large");
    json_set_text(headline, "weight", "Bolder");
    int64_t more = text->more;
    for (const struct news_line *l = text->lines; l; l = l->next) {
        if (most > 0)
            add_line(mem, body, l);
        more += most == 0;
        most -= most > 0;
    }
    if (more > 0)
        set_link(add_run(mem, add_rich(body), text_format(mem, "and %" PRId64 " more", more), 40),
                 text->more_url);
    json_set_bool(add_run(mem, add_rich(body), text->why, HEADLINE_MAX), "isSubtle", true);
    struct json *action = json_add_object(json_set_array(card, "actions"));
    json_set_text(action, "type", "Action.OpenUrl");
    json_set_text(action, "title", text->button);
    json_set_text(action, "url", text->button_url);
    return card;
}

char *news_teams(struct arena *mem, const char *site, const struct notification *n)
{
    const struct news_text *text = news_text_write(mem, site, n);
    char *body;
    size_t most = 0;
    for (const struct news_line *l = text->lines; l; l = l->next)
        most++;
    do {
        struct json *message = json_new_object(mem);
        json_set_text(message, "type", "message");
        struct json *attachment = json_add_object(json_set_array(message, "attachments"));
        json_set_text(attachment, "contentType", "application/vnd.microsoft.card.adaptive");
        json_set_text(attachment, "contentUrl", NULL);
        json_set_copy(attachment, "content", card_of(mem, text, most));
        body = json_write(mem, message);
    } while (strlen(body) > TEAMS_MAX && most-- > 0);
    return body;
}
