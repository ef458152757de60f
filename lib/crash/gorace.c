/*
 * Reports of Go's race detector:
 *
 * WARNING: DATA RACE
 * Read at 0x00c420e3a1b8 by goroutine 185:
 *   …
 * Previous write at 0x00c420e3a1b8 by goroutine 221:
 *   …
 * Goroutine 185 (running) created at:
 *   …
 * ==================
 */
#include "crash/gorace.h"

#include "crash/slice.h"

/* "Previous write at 0x00c420e3a1b8 by goroutine 221:" and the like, without addresses. */
static const char *label_of(struct draft *draft, struct bytes text)
{
    bool of_access = slice_find(text, " at 0x") < text.size;
    if (of_access)
        return draft_text(draft, slice_to(text, slice_find(text, " at 0x")));
    return draft_text(draft, slice_to(text, text.size - 1));
}

static bool is_section(struct bytes text)
{
    return slice_ends(text, ":") &&
           (slice_holds(text, " by goroutine ") || slice_holds(text, " by main goroutine") ||
            slice_ends(text, " created at:"));
}

/* The innermost frame of a stack that counts; NULL if none does. */
static const struct crash_frame *place_of(const struct draft *draft, size_t stack)
{
    if (stack >= draft->stacks_count)
        return NULL;
    for (size_t i = 0; i < draft->stacks[stack].count; i++) {
        const struct crash_frame *frame = &draft->frames[draft->stacks[stack].first + i];
        if (!frame_is_outside(&frame_go, frame))
            return frame;
    }
    return NULL;
}

/* Which of the two accesses comes first is chance: the signature has their places by name. */
static void set_key(struct draft *draft)
{
    const struct crash_frame *places[] = { place_of(draft, 0), place_of(draft, 1) };
    char names[COUNT_OF(places)][FRAME_NAME_MAX + 1] = { 0 };
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (places[i])
            names[i][frame_go.write_name(places[i], names[i], FRAME_NAME_MAX)] = '\0';
    if (!places[0] || !places[1])
        return;
    int order = strcmp(names[0], names[1]);
    struct brief kind;
    brief_clear(&kind);
    brief_add_text(&kind, "data race\n");
    brief_add(&kind, slice_to(bytes_from(names[order > 0]), BRIEF_MAX / 2 - 10));
    brief_add_text(&kind, order == 0 ? "" : "\n");
    brief_add_text(&kind, order == 0 ? "" : names[order < 0]);
    draft->kind = draft_text(draft, (struct bytes){ kind.at, kind.size });
    draft->keyed = true;
}

/* "data race: read, previous write" */
static void set_message(struct draft *draft, const char *first, const char *second)
{
    struct brief message;
    brief_clear(&message);
    brief_add_text(&message, "data race: ");
    brief_add_text(&message, first);
    brief_add_text(&message, *second ? ", " : "");
    brief_add_text(&message, second);
    for (size_t i = 0; i < message.size; i++) /* it is one sentence now */
        if (message.at[i] >= 'A' && message.at[i] <= 'Z')
            message.at[i] = (char)(message.at[i] + ('a' - 'A'));
    draft->message = draft_text(draft, (struct bytes){ message.at, message.size });
}

bool gorace_read(struct reading *reading, const struct line *line, struct gostack_names *names)
{
    if (!slice_is(slice_trim(line->text), "WARNING: DATA RACE"))
        return false;
    struct draft *draft = reading->draft;
    draft_begin(draft, "go", &frame_go);
    draft->from = line->from;
    draft->to = line->to;
    draft->type = "data race";
    *names = (struct gostack_names){ 0 };
    struct line next = { 0 };
    while (lines_next(reading->lines, &next)) {
        struct bytes text = slice_trim(next.text);
        if (!is_section(text) && text.size > 0)
            break;
        if (text.size == 0)
            continue;
        const char *label = label_of(draft, text);
        size_t end = gostack_read(reading, names);
        draft->stacks[draft->stacks_count - 1].label = label;
        draft->to = end > next.to ? end : next.to;
    }
    if (slice_begins(slice_trim(next.text), "=========="))
        draft->to = next.to;
    lines_back(reading->lines, draft->to);
    const char *first = draft->stacks_count > 0 ? draft->stacks[0].label : "";
    const char *second = draft->stacks_count > 1 ? draft->stacks[1].label : "";
    set_message(draft, first, second);
    if (draft->stacks_count > 0)
        draft->stacks[0].label = NULL;
    set_key(draft);
    return true;
}
