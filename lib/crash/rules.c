#include "crash/rules.h"

#include "crash/slice.h"

/* "not ours  ^std\." */
static const char *read_rule(struct arena *mem, struct bytes line, struct rule *rule)
{
    const char *reason;
    rule->ours = !slice_eat(&line, "not ");
    line = slice_trim_left(line);
    if (!slice_eat(&line, "ours") || line.size == 0 || !slice_is_blank(*line.at))
        return "a rule begins with \"ours\" or \"not ours\"";
    rule->pattern = pattern_read(mem, text_cut(mem, slice_trim(line)), &reason);
    return reason;
}

const struct rules *rules_read(struct arena *mem, const char *text, size_t depth,
                               const char **reason)
{
    struct rules *rules = ARENA_ONE(mem, struct rules);
    struct bytes rest = bytes_from(text);
    rules->depth = depth;
    *reason = NULL;
    if (rest.size > RULES_SIZE_MAX)
        *reason = text_format(mem, "there are more than %d bytes", RULES_SIZE_MAX);
    for (int number = 1; !*reason && rest.size > 0; number++) {
        struct bytes line = slice_eat_until(&rest, "\n");
        if (slice_ends(line, "\r"))
            line.size--;
        line = slice_trim(line);
        if (line.size == 0 || *line.at == '#')
            continue;
        const char *wrong = rules->count < RULES_MAX
                                ? read_rule(mem, line, &rules->all[rules->count++])
                                : text_format(mem, "there are more than %d rules", RULES_MAX);
        if (wrong)
            *reason = text_format(mem, "line %d: %s", number, wrong);
    }
    return *reason ? NULL : rules;
}

enum rules_verdict rules_judge(const struct rules *rules, const struct crash_frame *frame)
{
    struct bytes name = slice_to(bytes_from(frame->function), RULES_FUNCTION_MAX);
    for (size_t i = 0; rules && name.size > 0 && i < rules->count; i++)
        if (pattern_fits(rules->all[i].pattern, name))
            return rules->all[i].ours ? RULES_OURS : RULES_NOT_OURS;
    return RULES_SILENT;
}
