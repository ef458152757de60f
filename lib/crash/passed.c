#include "crash/passed.h"

#include "crash/slice.h"

enum { NAME_MAX = 400 };

struct names {
    struct arena *mem;
    struct passed *first, **end;
    size_t count;
};

static void add(struct names *names, struct bytes name)
{
    name = slice_base_name(name);
    if (name.size == 0 || name.size > NAME_MAX || names->count == PASSED_MAX)
        return;
    struct passed *passed = ARENA_ONE(names->mem, struct passed);
    passed->name = text_clean(names->mem, name, NAME_MAX);
    *names->end = passed;
    names->end = &passed->next;
    names->count++;
}

/* "FuzzX/05aa (0.00s)": the file of a fuzz function. */
static void take_go(struct names *names, struct bytes rest, const char *target)
{
    struct bytes test = slice_to(rest, slice_find_byte(rest, ' '));
    size_t slash = slice_find_byte(test, '/');
    if (slash == test.size || (target && !slice_is(slice_to(test, slash), target)))
        return;
    add(names, slice_from(test, slash + 1));
}

/* "crash-190b in 3 ms" */
static void take_libfuzzer(struct names *names, struct bytes line)
{
    size_t in = slice_find(line, " in ");
    if (in < line.size && slice_ends(line, " ms"))
        add(names, slice_to(line, in));
}

/* What follows the word up to the end of its line; false if the word is not there any more. */
static bool next_line(struct bytes *rest, const char *word, struct bytes *line)
{
    size_t at = slice_find(*rest, word);
    if (at == rest->size)
        return false;
    *rest = slice_from(*rest, at + strlen(word));
    *line = slice_to(*rest, slice_find_byte(*rest, '\n'));
    *rest = slice_from(*rest, line->size);
    while (line->size > 0 && line->at[line->size - 1] == '\r')
        line->size--;
    return true;
}

const struct passed *passed_read(struct arena *mem, struct bytes log, const char *target)
{
    struct names names = { .mem = mem };
    struct bytes line, rest = log;
    names.end = &names.first;
    while (names.count < PASSED_MAX && next_line(&rest, "--- PASS: Fuzz", &line))
        take_go(&names, (struct bytes){ line.at - 4, line.size + 4 }, target);
    rest = log;
    while (names.count < PASSED_MAX && next_line(&rest, "\nExecuted ", &line))
        take_libfuzzer(&names, line);
    return names.first;
}
