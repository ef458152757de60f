#include "app/link.h"

#include "app/fill.h"
#include "hub/name.h"

enum { LINK_MAX = 16384 };

/* What stands for a word in braces at the beginning of the pattern, and its size; NULL: none. */
static const char *value_of(struct arena *mem, struct bytes pattern, const struct link_words *words,
                            size_t *size)
{
    const struct {
        const char *word, *value;
    } all[] = { { "{commit}", words->commit },
                { "{file}", words->file },
                { "{from}", words->from },
                { "{to}", words->to },
                { "{line}", text_int(mem, words->line) } };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        *size = strlen(all[i].word);
        if (all[i].value && bytes_begin(pattern, bytes_from(all[i].word)))
            return all[i].value;
    }
    return NULL;
}

const char *link_fill(struct arena *mem, const char *pattern, const struct link_words *words)
{
    struct bytes left = bytes_from(pattern);
    if (!name_is_link(pattern))
        return NULL;
    struct text link = text_new(mem, LINK_MAX);
    while (left.size > 0) {
        size_t size;
        const char *value = value_of(mem, left, words, &size);
        if (value) {
            text_add(&link, fill_query(mem, value));
        } else {
            size = 1;
            text_add_bytes(&link, (struct bytes){ left.at, 1 });
        }
        left = (struct bytes){ left.at + size, left.size - size };
    }
    return link.at;
}
