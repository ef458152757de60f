#include "app/chat_text.h"
#include "app/news_chat.h"
#include "app/news_text.h"
#include "base/json.h"

enum { PART_MAX = 300, LINK_MAX = 1000, END_MAX = 2000 }; /* characters once escaped */

static const char *link_of(struct arena *mem, const char *url, const char *escaped)
{
    if (strlen(url) > LINK_MAX || strpbrk(url, "()<> "))
        return escaped;
    return text_format(mem, "[%s](%s)", escaped, url);
}

static const char *line_of(struct arena *mem, const struct news_line *l)
{
    struct text out = text_new(mem, SIZE_MAX);
    const char *parts[] = { l->severity, l->repo, l->place, l->facts };
    text_add_format(&out, "* **%s** %s", l->word,
                    link_of(mem, l->url, chat_text(mem, CHAT_MARKDOWN, l->title, PART_MAX)));
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (parts[i])
            text_add_format(&out, " · %s", chat_text(mem, CHAT_MARKDOWN, parts[i], PART_MAX));
    text_add(&out, "\n");
    return out.at;
}

static const char *end_of(struct arena *mem, const struct news_text *text, int64_t more)
{
    const char *why = chat_text(mem, CHAT_MARKDOWN, text->why, PART_MAX);
    const char *rest =
        more == 0 ? ""
                  : link_of(mem, text->more_url, text_format(mem, "and %" PRId64 " more", more));
    const char *settings = text->settings_url ? link_of(mem, text->settings_url, "settings") : "";
    return text_format(mem, "\n%s%s%s%s%s", rest, more > 0 ? "\n" : "", why, *settings ? " · " : "",
                       settings);
}

char *news_mattermost(struct arena *mem, const char *site, const struct notification *n)
{
    const struct news_text *text = news_text_write(mem, site, n);
    struct text post = text_new(mem, SIZE_MAX);
    int64_t more = text->more;
    text_add_format(&post, "#### %s\n", chat_text(mem, CHAT_MARKDOWN, text->headline, PART_MAX));
    size_t size = chat_size(post.at);
    for (const struct news_line *l = text->lines; l; l = l->next) {
        const char *line = line_of(mem, l);
        size += chat_size(line);
        if (size > MATTERMOST_MAX - END_MAX)
            more++;
        else
            text_add(&post, line);
    }
    text_add(&post, end_of(mem, text, more));
    struct json *message = json_new_object(mem);
    json_set_text(message, "text", post.at);
    return json_write(mem, message);
}
