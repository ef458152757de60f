#include "app/csv.h"

/* Blanks before it, full-width forms and what ends a line do not help. */
static bool begins_formula(const char *value)
{
    static const char *const wide[] = { "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
                                        "\xef\xbc\xa0" };
    struct bytes rest = bytes_from(value + strspn(value, " "));
    for (size_t i = 0; i < COUNT_OF(wide); i++)
        if (bytes_begin(rest, bytes_from(wide[i])))
            return true;
    return rest.size > 0 && memchr("=+-@\t\r\n|%", rest.at[0], 9) != NULL;
}

void csv_field(struct text *to, const char *value)
{
    bool first = to->size == 0 || to->at[to->size - 1] == '\n';
    text_add(to, first ? "\"" : ",\"");
    if (!value)
        value = "";
    if (begins_formula(value))
        text_add(to, "'");
    for (;;) {
        size_t size = strcspn(value, "\"");
        text_add_bytes(to, (struct bytes){ value, size });
        if (value[size] == '\0')
            break;
        text_add(to, "\"\"");
        value += size + 1;
    }
    text_add(to, "\"");
}

void csv_end(struct text *to)
{
    text_add(to, "\r\n");
}
