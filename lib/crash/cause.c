#include "crash/cause.h"

#include "crash/slice.h"
#include "crash/trace.h"
#include "crash/waiting.h"

/* Bytes of log between the words, or the crash, and the report of the signal; and bytes of what
 * goes into a signature. */
enum { WORDS_NEAR_MAX = 64 * 1024, ECHO_NEAR_MAX = 4 * 1024, KEY_MAX = 300 };

static void set_kind(struct draft *draft, const struct cause_words *words)
{
    struct brief kind;
    if (words->key.size == 0)
        return;
    brief_clear(&kind);
    brief_add_text(&kind, words->type);
    brief_add_text(&kind, ": ");
    brief_add(&kind, slice_to(words->key, KEY_MAX)); /* code, not data: nothing of it is masked */
    draft->kind = draft_text(draft, (struct bytes){ kind.at, kind.size });
}

void cause_say(struct reading *reading, const struct line *line, const struct cause_words *words)
{
    struct draft *draft = reading->draft;
    draft_begin(draft, words->engine, &frame_native);
    draft->type = draft_text(draft, bytes_from(words->type));
    draft->message = draft_text(draft, words->message);
    draft->overflowed = words->overflowed;
    draft->state = words->state == CRASH_STATE_OK ? CRASH_STATE_CRASHED : words->state;
    draft->from = line->from;
    draft->to = line->to;
    set_kind(draft, words);
    cause_set(reading, draft);
    reading->cause.engine = NULL;
    reading->cause.family = NULL;
    reading->cause.kills = words->kills;
    if (words->stack_within > 0)
        (void)trace_read(reading, words->stack_within);
    waiting_offer(reading);
}

void cause_go_on(struct reading *reading, struct bytes more)
{
    struct cause *cause = &reading->cause;
    if (!cause->type)
        return;
    brief_add_text(&cause->message, ": ");
    brief_add(&cause->message, more);
    waiting_say_more(reading, cause->message.at);
}

void cause_set(struct reading *reading, const struct draft *draft)
{
    struct cause *cause = &reading->cause;
    brief_clear(&cause->type_room);
    brief_add_text(&cause->type_room, draft->type);
    cause->type = cause->type_room.at;
    brief_clear(&cause->message);
    brief_add_text(&cause->message, draft->message);
    brief_clear(&cause->kind);
    brief_add_text(&cause->kind, draft->kind ? draft->kind : draft->type);
    cause->engine = draft->engine;
    cause->family = draft->family;
    cause->overflowed = draft->overflowed;
    cause->told = false;
    cause->kills = false;
    cause->state = draft->state;
    cause->from = draft->from;
}

void cause_use(struct reading *reading, const struct sankind *kind)
{
    struct draft *draft = reading->draft;
    struct cause *cause = &reading->cause;
    bool ends = kind->bare || (cause->kills && strcmp(kind->type, "SEGV") == 0);
    if (!ends || !cause->type || draft->from - cause->from > WORDS_NEAR_MAX)
        return;
    waiting_lend_stack(reading);
    draft->type = draft_text(draft, bytes_from(cause->type));
    draft->message = draft_text(draft, bytes_from(cause->message.at));
    draft->title = NULL;
    draft->state = cause->state;
    draft->kind = draft_text(draft, bytes_from(cause->kind.at));
    draft->from = cause->from;
    cause->type = NULL;
    draft->overflowed = cause->overflowed;
    cause->uses++;
    if (!cause->family)
        return;
    draft->engine = cause->engine;
    draft->family = cause->family;
}

void cause_tell(struct reading *reading, size_t to)
{
    reading->cause.type = NULL;
    reading->cause.told = true;
    reading->cause.exits = false;
    reading->cause.from = to;
}

bool cause_is_told(const struct reading *reading, const struct sankind *kind, size_t from)
{
    const struct cause *cause = &reading->cause;
    bool ends = kind->bare || (cause->exits && strcmp(kind->type, "fuzz target exited") == 0);
    return cause->told && ends && from - reading->cause.from <= ECHO_NEAR_MAX;
}
