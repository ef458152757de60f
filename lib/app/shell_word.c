#include "app/shell_word.h"

#include "base/text.h"

#define PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:-"

const char *shell_word(struct arena *mem, const char *text)
{
    if (*text && text[strspn(text, PLAIN)] == '\0')
        return text;
    struct text word = text_new(mem, strlen(text) * 4 + 3);
    text_add(&word, "'");
    for (; *text; text++) {
        if (*text == '\'')
            text_add(&word, "'\\''");
        else
            text_add_bytes(&word, (struct bytes){ text, 1 });
    }
    text_add(&word, "'");
    return word.at;
}

bool shell_path_is_safe(const char *path)
{
    if (*path == '/' || *path == '-' || *path == '\0' || strpbrk(path, "\n\t"))
        return false;
    for (const char *part = path; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
            return false;
    }
    return true;
}
