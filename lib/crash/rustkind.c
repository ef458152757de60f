#include "crash/rustkind.h"

#include "crash/mask.h"
#include "crash/slice.h"

/* How much of a message is the bug, and not what the input held. */
enum whole { TYPE_ALONE, CONDITION, ALL };

static const struct row {
    const char *begin; /* of the message */
    const char *type;  /* NULL: the message */
    enum whole whole;
    enum crash_state state;
} rows[] = {
    { "index out of bounds: ", "index out of bounds", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "range start index ", "slice index out of range", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "range end index ", "slice index out of range", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "slice index starts at ", "slice index out of range", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "copy_from_slice: ", "slices of different length", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "source slice length ", "slices of different length", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "byte index ", "byte index out of bounds", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "begin <= end ", "slice index out of range", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "start byte index ", "byte index out of bounds", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "end byte index ", "byte index out of bounds", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "attempt to ", NULL, ALL, CRASH_STATE_CRASHED },
    { "called `Option::unwrap()` on a `None` value", "unwrap() of None", TYPE_ALONE,
      CRASH_STATE_CRASHED },
    { "called `Result::unwrap()` on an `Err` value", "unwrap() of an error", TYPE_ALONE,
      CRASH_STATE_CRASHED },
    { "called `Result::unwrap_err()` on an `Ok` value", "unwrap_err() of a value", TYPE_ALONE,
      CRASH_STATE_CRASHED },
    { "assertion ", "assertion failed", CONDITION, CRASH_STATE_CRASHED },
    { "already borrowed", "borrowed twice", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "already mutably borrowed", "borrowed twice", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "RefCell already ", "borrowed twice", TYPE_ALONE, CRASH_STATE_CRASHED },
    { "internal error: entered unreachable code", "unreachable code", ALL, CRASH_STATE_CRASHED },
    { "not implemented", "not implemented", ALL, CRASH_STATE_CRASHED },
    { "not yet implemented", "not implemented", ALL, CRASH_STATE_CRASHED },
    { "null pointer dereference occurred", "null pointer dereference", TYPE_ALONE,
      CRASH_STATE_CRASHED },
    { "misaligned pointer dereference", "misaligned pointer dereference", TYPE_ALONE,
      CRASH_STATE_CRASHED },
    { "unsafe precondition(s) violated", "undefined behavior", ALL, CRASH_STATE_CRASHED },
    { "capacity overflow", "allocation-size-too-big", TYPE_ALONE, CRASH_STATE_OOM },
    { "memory allocation of ", "out-of-memory", TYPE_ALONE, CRASH_STATE_OOM },
    { "", "panic", ALL, CRASH_STATE_CRASHED },
};

/* Adds the words without values, and without the value that expect() and others put behind a colon.
 */
static void add_words(struct brief *kind, struct bytes message)
{
    char mask[MASK_MAX + 1];
    size_t size = mask_write(slice_to(message, slice_find(message, ": ")), mask);
    brief_add(kind, (struct bytes){ mask, size });
}

/* "left == right" of "failed: `(left == right)`", or of "`left == right` failed: words".  It is
 * code, not data: nothing of it is masked. */
static struct bytes condition_of(struct bytes rest)
{
    if (!slice_eat(&rest, "failed: "))
        rest = slice_to(rest, slice_find(rest, " failed"));
    if (slice_begins(rest, "`") && slice_ends(rest, "`") && rest.size > 1)
        rest = (struct bytes){ rest.at + 1, rest.size - 2 };
    if (slice_begins(rest, "(") && slice_ends(rest, ")"))
        rest = (struct bytes){ rest.at + 1, rest.size - 2 };
    return rest;
}

void rustkind_set(struct rustkind *kind, struct bytes message)
{
    const struct row *row = rows;
    while (!slice_begins(message, row->begin))
        row++;
    kind->state = row->state;
    brief_clear(&kind->type);
    if (row->type)
        brief_add_text(&kind->type, row->type);
    else
        brief_add(&kind->type, message);
    brief_clear(&kind->kind);
    brief_add(&kind->kind, (struct bytes){ kind->type.at, kind->type.size });
    if (row->whole == TYPE_ALONE || !row->type)
        return;
    brief_add_text(&kind->kind, ": ");
    if (row->whole == CONDITION)
        brief_add(&kind->kind, condition_of(slice_from(message, strlen(row->begin))));
    else
        add_words(&kind->kind, message);
}
