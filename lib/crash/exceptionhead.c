/* The first line of an exception, and where it is. */
#include "crash/exception.h"
#include "crash/slice.h"

/* Where the first line of a stack is, its words are within that many lines and bytes above. */
enum { ABOVE_LINES_MAX = 8, ABOVE_BYTES_MAX = 4096 };

static bool is_of_name(char c)
{
    return slice_is_letter(c) || slice_is_digit(c) || c == '_' || c == '.' || c == '$';
}

bool exception_read_head(struct bytes text, struct exception_head *head)
{
    size_t size = 0;
    while (size < text.size && is_of_name(text.at[size]))
        size++;
    if (size == 0 || slice_is_digit(*text.at) || text.at[size - 1] == '.')
        return false;
    brief_clear(&head->name);
    brief_add(&head->name, slice_to(text, size));
    struct bytes rest = slice_from(text, size);
    if (slice_begins(rest, " [")) /* "AssertionError [ERR_ASSERTION]: …" */
        rest =
            slice_from(rest, slice_find_byte(rest, ']') < rest.size ? slice_find_byte(rest, ']') + 1
                                                                    : rest.size);
    bool told = slice_eat(&rest, ":");
    brief_clear(&head->message);
    brief_add(&head->message, slice_trim(rest));
    return told || rest.size == 0;
}

bool exception_is_named(const struct exception_head *head)
{
    static const char *const names[] = { "Error",         "Exception", "Exit",    "Interrupt",
                                         "StopIteration", "Throwable", "Failure", "Warning" };
    struct bytes name = { head->name.at, head->name.size };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (slice_ends(name, names[i]))
            return true;
    return slice_holds(name, "FuzzerSecurityIssue");
}

/* Where the lines begin that are looked at for the words above a place in the log.  No byte is
 * looked at for this twice. */
static size_t above(const struct native *native, struct bytes log, size_t from)
{
    size_t least = from > ABOVE_BYTES_MAX ? from - ABOVE_BYTES_MAX : 0;
    if (least < native->looked)
        least = native->looked;
    if (least < native->from)
        least = native->from;
    size_t at = from;
    for (int i = 0; i < ABOVE_LINES_MAX && at > least; i++) {
        struct bytes before = { log.at + least, at - 1 - least };
        size_t newline = slice_find_last(before, '\n');
        at = newline < before.size ? least + newline + 1 : least;
    }
    if (at == 0 || log.at[at - 1] == '\n')
        return at;
    struct bytes part = { log.at + at, from - at }; /* which ends with a line */
    return at + slice_find_byte(part, '\n') + 1;
}

bool exception_find_head(struct exception *here, struct line *found, struct exception_head *head)
{
    struct reading *reading = here->reading;
    size_t from = here->line->from, best = from;
    lines_back(reading->lines, above(here->native, lines_log(reading->lines), from));
    struct line line;
    while (lines_next(reading->lines, &line) && line.from < from)
        if (exception_read_head(slice_trim(line.text), head) && exception_is_named(head))
            best = line.from;
    here->native->looked = from;
    lines_back(reading->lines, best);
    if (!lines_next(reading->lines, found) || best == from)
        return false;
    return exception_read_head(slice_trim(found->text), head);
}

bool exception_find_above(struct exception *here, struct line *found)
{
    struct reading *reading = here->reading;
    size_t from = here->line->from;
    struct line line = { .from = from };
    lines_back(reading->lines, above(here->native, lines_log(reading->lines), from));
    size_t best = from;
    while (lines_next(reading->lines, &line) && line.from < from)
        best = line.from;
    lines_back(reading->lines, best);
    here->native->looked = from;
    return lines_next(reading->lines, found) && best < from;
}
