#include "hub/ids.h"

#include "base/text.h"

enum { IDS_TEXT_MAX = 1024 * 1024 };

const char *ids_text(struct arena *mem, const int64_t *ids, size_t count)
{
    struct text text = text_new(mem, IDS_TEXT_MAX);
    text_add(&text, "{");
    for (size_t i = 0; i < count; i++)
        text_add_format(&text, "%s%" PRId64, i > 0 ? "," : "", ids[i]);
    text_add(&text, "}");
    return text.at;
}
