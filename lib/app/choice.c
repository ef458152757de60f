#include "app/choice.h"

#include "base/text.h"

enum { WORDS_MAX = 1000 };

const char *choice_word(const struct choice *choices, const char *value)
{
    for (; choices->value; choices++)
        if (strcmp(choices->value, value) == 0)
            return choices->word;
    return value;
}

/* Whether a list of words with commas between holds one. */
static bool holds(const char *list, const char *word)
{
    for (const char *at = list; *at;) {
        size_t size = strcspn(at, ",");
        if (bytes_equal((struct bytes){ at, size }, bytes_from(word)))
            return true;
        at += size + (at[size] == ',');
    }
    return false;
}

const char *choice_words(struct arena *mem, const struct choice *choices, const char *values)
{
    struct text shown = text_new(mem, WORDS_MAX);
    text_add(&shown, "");
    for (; choices->value; choices++)
        if (holds(values, choices->value))
            text_add_format(&shown, "%s%s", shown.size > 0 ? ", " : "", choices->word);
    return shown.at;
}

void choice_fill(struct doc *doc, const char *name, const struct choice *choices,
                 const char *chosen)
{
    if (!doc->view)
        return;
    struct doc_list *list = doc_list(doc, name);
    for (; choices->value; choices++) {
        struct doc *row = doc_row(list);
        doc_show_text(row, "VALUE", choices->value);
        doc_show_text(row, "WORD", choices->word);
        doc_show_flag(row, "CHOSEN", holds(chosen, choices->value));
    }
}
