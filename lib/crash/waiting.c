#include "crash/waiting.h"

#include "crash/trace.h"

struct waiting {
    bool full, offered;
    const char *log; /* the text that it is of: there are texts inside of texts */
    size_t uses;     /* how often words of others were used when it came */
    struct draft draft;
};

static void put(struct reading *reading, bool offered)
{
    if (!reading->waiting)
        reading->waiting = ARENA_ONE(reading->mem, struct waiting);
    struct waiting *waiting = reading->waiting;
    draft_copy(&waiting->draft, reading->draft);
    waiting->full = true;
    waiting->offered = offered;
    waiting->log = lines_log(reading->lines).at;
    waiting->uses = reading->cause.uses;
}

/* What waits of the text that is read now; NULL. */
static struct waiting *waiting_here(const struct reading *reading)
{
    struct waiting *waiting = reading->waiting;
    bool here = waiting && waiting->full && waiting->log == lines_log(reading->lines).at;
    return here ? waiting : NULL;
}

/* The same, if no report has its words. */
static struct waiting *waiting_still(const struct reading *reading)
{
    struct waiting *waiting = waiting_here(reading);
    return waiting && waiting->uses == reading->cause.uses ? waiting : NULL;
}

void waiting_put(struct reading *reading)
{
    put(reading, false);
}

void waiting_offer(struct reading *reading)
{
    const struct waiting *waiting = waiting_still(reading);
    bool more = reading->draft->frames_count > 0;
    if (!waiting || (waiting->offered && more && waiting->draft.frames_count == 0))
        put(reading, true);
}

void waiting_offer_stack(struct reading *reading)
{
    struct waiting *waiting = waiting_still(reading);
    if (!waiting)
        put(reading, true);
    else if (!trace_is_named(&waiting->draft) && trace_is_named(reading->draft))
        draft_set_stack(&waiting->draft, reading->draft);
}

struct draft *waiting_take(struct reading *reading, bool offered_too)
{
    struct waiting *waiting = waiting_here(reading);
    if (!waiting || (waiting->offered && !offered_too))
        return NULL;
    waiting->full = false;
    return waiting->uses == reading->cause.uses ? &waiting->draft : NULL;
}

bool waiting_is_offered(const struct reading *reading)
{
    const struct waiting *waiting = waiting_here(reading);
    return waiting && waiting->offered;
}

void waiting_lend_stack(struct reading *reading)
{
    const struct waiting *waiting = waiting_still(reading);
    if (waiting && trace_is_named(&waiting->draft) && !trace_is_named(reading->draft))
        draft_set_stack(reading->draft, &waiting->draft);
}

void waiting_say_more(struct reading *reading, const char *message)
{
    if (waiting_is_offered(reading)) {
        struct draft *draft = &reading->waiting->draft;
        draft->message = draft_text(draft, bytes_from(message));
    }
}
