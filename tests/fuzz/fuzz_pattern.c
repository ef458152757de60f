/*
 * Reads the first line as a regular expression and fits it to the rest.
 *
 * As they are, neither may take time or memory.  Made of a few letters and signs, the answer has to
 * be that of libc's own engine, where both take the expression.
 */
#include <regex.h>

#include "base/pattern.h"
#include "fuzz.h"

enum { SMALL = 24 };

static const char signs[] = "aabbc.()|*+?[]^-", letters[] = "abc-";

/* At most SMALL bytes of b, each replaced by one of the set. */
static const char *drawn(struct arena *mem, struct bytes b, const char *set)
{
    size_t size = b.size < SMALL ? b.size : SMALL;
    char *text = text_cut(mem, (struct bytes){ b.at, size });
    for (size_t i = 0; i < size; i++)
        text[i] = set[(unsigned char)text[i] % strlen(set)];
    return text;
}

/* A repetition of nothing, or of another one, is not the same to everybody, nor is a second
 * beginning. */
static bool is_common(const char *expression)
{
    for (const char *at = expression; *at; at++) {
        if (strchr("*+?", *at) && (at == expression || strchr("(|*+?^", at[-1])))
            return false;
        if (*at == '^' && at != expression && !strchr("(|[", at[-1]))
            return false;
    }
    return !strstr(expression, "()") && !strstr(expression, "||") && !strstr(expression, "(|") &&
           !strstr(expression, "|)") && *expression != '|' &&
           (!*expression || expression[strlen(expression) - 1] != '|');
}

static void compare(struct arena *mem, const char *expression, const char *text)
{
    const char *reason;
    regex_t theirs;
    const struct pattern *ours = pattern_read(mem, expression, &reason);
    demand(!ours == !!reason);
    if (!ours || !is_common(expression) ||
        regcomp(&theirs, expression, REG_EXTENDED | REG_NOSUB) != 0)
        return;
    bool fits = regexec(&theirs, text, 0, NULL, 0) == 0;
    regfree(&theirs);
    demand(pattern_fits(ours, bytes_from(text)) == fits);
}

static void read_input(void *arg)
{
    struct input *input = arg;
    const char *reason;
    struct bytes line = input_line(input);
    const struct pattern *pattern = pattern_read(input->mem, text_cut(input->mem, line), &reason);
    demand(!pattern == !!reason);
    if (pattern)
        (void)!pattern_fits(pattern, input->bytes);
    compare(input->mem, drawn(input->mem, line, signs), drawn(input->mem, input->bytes, letters));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    demand(input_read(data, size, (size_t)64 * 1024 * 1024, read_input) == FAIL_NOT);
    return 0;
}
