#include "app/chat_text.h"
#include "app/news_chat.h"
#include "app/news_text.h"
#include "base/json.h"

/* Characters of a line's parts, once escaped: ten lines stay below DISCORD_MAX. */
enum { TITLE_MAX = 250, TEXT_MAX = 300, URL_MAX = 2000 };

static const int64_t colours[NEWS_TONES] = { 0xd33c33, 0x1b6a39, 0xb57a1c };

static void add_embed(struct arena *mem, struct json *embeds, const struct news_line *l)
{
    struct json *embed = json_add_object(embeds);
    struct text about = text_new(mem, SIZE_MAX);
    text_add_format(&about, "%s%s%s", l->word, l->severity ? " · " : "",
                    l->severity ? l->severity : "");
    if (l->repo)
        text_add_format(&about, " · %s", l->repo);
    if (l->place)
        text_add_format(&about, " · %s", l->place);
    if (l->facts)
        text_add_format(&about, " · %s", l->facts);
    json_set_text(embed, "title", chat_text(mem, CHAT_MARKDOWN, l->title, TITLE_MAX));
    if (strlen(l->url) <= URL_MAX)
        json_set_text(embed, "url", l->url);
    json_set_text(embed, "description", chat_text(mem, CHAT_MARKDOWN, about.at, TEXT_MAX));
    json_set_int(embed, "color", colours[l->tone]);
}

char *news_discord(struct arena *mem, const char *site, const struct notification *n)
{
    const struct news_text *text = news_text_write(mem, site, n);
    struct json *message = json_new_object(mem);
    struct json *embeds = json_set_array(message, "embeds");
    int64_t more = text->more, shown = 0;
    for (const struct news_line *l = text->lines; l; l = l->next) {
        if (++shown <= DISCORD_EMBEDS_MAX)
            add_embed(mem, embeds, l);
        else
            more++;
    }
    const char *headline = chat_text(mem, CHAT_MARKDOWN, text->headline, DISCORD_CONTENT_MAX / 4);
    const char *why = chat_text(mem, CHAT_MARKDOWN, text->why, DISCORD_CONTENT_MAX / 4);
    /* Angles keep the chat from showing what is behind a link. */
    const char *rest = text_format(mem, "\nand %" PRId64 " more: <%s>", more, text->more_url);
    bool fits = more > 0 && chat_size(rest) <= DISCORD_CONTENT_MAX / 4;
    json_set_text(message, "content",
                  text_format(mem, "**%s**%s\n%s", headline, fits ? rest : "", why));
    /* Nobody is called, whatever the text says. */
    json_set_array(json_set_object(message, "allowed_mentions"), "parse");
    return json_write(mem, message);
}
