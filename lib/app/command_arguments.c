#include "app/command.h"
#include "base/fail.h"

static void take_out(char **at, int count)
{
    char **from = at + count;
    do
        *at++ = *from;
    while (*from++);
}

const char *command_value(struct command_call *call, const char *option)
{
    size_t size = strlen(option);
    for (char **at = call->arguments; *at; at++) {
        const char *value = NULL;
        if (strncmp(*at, option, size) != 0)
            continue;
        if ((*at)[size] == '=') {
            value = *at + size + 1;
            take_out(at, 1);
        } else if ((*at)[size] == '\0') {
            value = at[1];
            take_out(at, value ? 2 : 1);
        } else {
            continue;
        }
        if (!value || !*value)
            fail(FAIL_INPUT, "%s needs a value", option);
        return value;
    }
    return NULL;
}

int64_t command_number(struct command_call *call, const char *option, int64_t other, int64_t least,
                       int64_t most)
{
    int64_t number = other;
    const char *text = command_value(call, option);
    if (text && (!text_to_int(text, &number) || number < least || number > most))
        fail(FAIL_INPUT, "%s must be a whole number from %" PRId64 " to %" PRId64, option, least,
             most);
    return number;
}

bool command_flag(struct command_call *call, const char *option)
{
    for (char **at = call->arguments; *at; at++) {
        if (strcmp(*at, option) == 0) {
            take_out(at, 1);
            return true;
        }
    }
    return false;
}

const char *command_need(struct command_call *call, const char *what)
{
    const char *found = *call->arguments;
    if (!found || (*found == '-' && found[1]))
        fail(FAIL_INPUT, found ? "there is no option %s%s" : "%s%s is missing", found ? found : "",
             found ? "" : what);
    call->arguments++;
    return found;
}

const char *command_other(struct command_call *call, const char *other)
{
    const char *found = *call->arguments ? command_need(call, "") : other;
    command_no_more(call);
    return found;
}

void command_no_more(struct command_call *call)
{
    if (*call->arguments)
        fail(FAIL_INPUT, "too much: %s", *call->arguments);
}
