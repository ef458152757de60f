#include "crash/waiting.h"

#include "crash/trace.h"

struct waiting {
    bool full, offered;
    size_t uses; /* how often words of others were used when it came */
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
    waiting->uses = reading->cause.uses;
}

void waiting_put(struct reading *reading)
{
    put(reading, false);
}

void waiting_offer(struct reading *reading)
{
    const struct waiting *waiting = reading->waiting;
    bool more = reading->draft->frames_count > 0;
    if (!waiting || !waiting->full || waiting->uses != reading->cause.uses ||
        (waiting->offered && more && waiting->draft.frames_count == 0))
        put(reading, true);
}

void waiting_offer_stack(struct reading *reading)
{
    struct waiting *waiting = reading->waiting;
    bool waits = waiting && waiting->full && waiting->uses == reading->cause.uses;
    if (!waits)
        put(reading, true);
    else if (!trace_is_named(&waiting->draft) && trace_is_named(reading->draft))
        draft_set_stack(&waiting->draft, reading->draft);
}

struct draft *waiting_take(struct reading *reading, bool offered_too)
{
    struct waiting *waiting = reading->waiting;
    if (!waiting || !waiting->full || (waiting->offered && !offered_too))
        return NULL;
    waiting->full = false;
    return waiting->uses == reading->cause.uses ? &waiting->draft : NULL;
}

bool waiting_is_offered(const struct reading *reading)
{
    return reading->waiting && reading->waiting->full && reading->waiting->offered;
}

void waiting_lend_stack(struct reading *reading)
{
    const struct waiting *waiting = reading->waiting;
    if (waiting && waiting->full && waiting->uses == reading->cause.uses &&
        trace_is_named(&waiting->draft) && !trace_is_named(reading->draft))
        draft_set_stack(reading->draft, &waiting->draft);
}

void waiting_say_more(struct reading *reading, const char *message)
{
    if (waiting_is_offered(reading)) {
        struct draft *draft = &reading->waiting->draft;
        draft->message = draft_text(draft, bytes_from(message));
    }
}
