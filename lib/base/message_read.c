#include "base/message.h"

static struct bytes after(struct bytes text, const char *mark)
{
    const char *found = text.size > 0 ? memmem(text.at, text.size, mark, strlen(mark)) : NULL;
    const char *rest = found ? found + strlen(mark) : text.at + text.size;
    return (struct bytes){ rest, text.size - (size_t)(rest - text.at) };
}

static struct bytes before(struct bytes text, const char *mark)
{
    const char *found = text.size > 0 ? memmem(text.at, text.size, mark, strlen(mark)) : NULL;
    return (struct bytes){ text.at, found ? (size_t)(found - text.at) : text.size };
}

/* Quoted bytes as they were; an equals sign at the end of a line joins it with the next. */
static void add_unquoted(struct text *to, struct bytes quoted)
{
    for (size_t i = 0; i < quoted.size; i++) {
        const char *at = quoted.at + i;
        size_t left = quoted.size - i;
        if (*at == '=' && left >= 2 && at[1] == '\n') {
            i++;
        } else if (*at == '=' && left >= 3 && text_hex_digit(at[1]) >= 0 &&
                   text_hex_digit(at[2]) >= 0) {
            char c = (char)(text_hex_digit(at[1]) * 16 + text_hex_digit(at[2]));
            text_add_bytes(to, (struct bytes){ &c, 1 });
            i += 2;
        } else {
            text_add_bytes(to, (struct bytes){ at, 1 });
        }
    }
}

/* Of a header: as it is, or encoded words with nothing between them. */
static char *field(struct arena *mem, struct bytes head, const char *name)
{
    static const char begin[] = "=?UTF-8?Q?", end[] = "?=";
    struct bytes rest = before(after(head, name), "\n");
    struct text value = text_new(mem, 4 * MESSAGE_SUBJECT_MAX);
    text_add(&value, "");
    if (!bytes_begin(rest, bytes_from(begin))) {
        text_add_bytes(&value, rest);
        return text_clean(mem, (struct bytes){ value.at, value.size }, MESSAGE_SUBJECT_MAX);
    }
    rest = after(head, name);
    while (bytes_begin(rest, bytes_from(begin))) {
        rest = after(rest, begin);
        add_unquoted(&value, before(rest, end));
        rest = after(rest, end);
        while (rest.size > 1 && rest.at[0] == '\n' && rest.at[1] == ' ')
            rest = (struct bytes){ rest.at + 2, rest.size - 2 };
    }
    return text_clean(mem, (struct bytes){ value.at, value.size }, MESSAGE_SUBJECT_MAX);
}

struct message_told message_read(struct arena *mem, struct bytes message)
{
    struct bytes head = before(message, "\n\n"), body = after(message, "\n\n");
    if (after(head, "\nContent-Type: multipart/alternative;").size > 0)
        body = before(after(body, "\n\n"), "\n--" MESSAGE_BOUNDARY);
    struct text text = text_new(mem, MESSAGE_SIZE_MAX);
    text_add(&text, "");
    add_unquoted(&text, body);
    return (struct message_told){ .subject = field(mem, head, "\nSubject: "),
                                  .text = text_clean(mem, (struct bytes){ text.at, text.size },
                                                     MESSAGE_SIZE_MAX) };
}
