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
    struct bytes rest = slice_from(text, size);
    size_t close = slice_find_byte(rest, ']'); /* "AssertionError [ERR_ASSERTION]: …" */
    if (slice_begins(rest, " [") && close < rest.size)
        rest = slice_from(rest, close + 1);
    if (rest.size > 0 && !slice_eat(&rest, ":"))
        return false;
    brief_clear(&head->name);
    brief_add(&head->name, slice_to(text, size));
    brief_clear(&head->message);
    brief_add(&head->message, slice_trim(rest));
    return true;
}

struct bytes exception_set_words(struct draft *draft, const struct exception_head *head)
{
    struct brief words;
    bool both = head->name.size > 0 && head->message.size > 0;
    brief_clear(&words);
    brief_add_text(&words, head->name.at);
    brief_add_text(&words, both ? ": " : "");
    brief_add_text(&words, head->message.at);
    draft->type = "uncaught exception";
    if (head->name.size > 0)
        draft->type = draft_text(draft, bytes_from(head->name.at));
    draft->message = words.size > 0 ? draft_text(draft, bytes_from(words.at)) : draft->type;
    return bytes_from(draft->message);
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
