/*
 * A crash while it is read.
 *
 * A draft has room of its own, so that a crash that was seen before costs no memory: only
 * reading_add() copies what is new into the arena.  Frames and bytes past its room are left out.
 */
#ifndef CRASH_DRAFT_H
#define CRASH_DRAFT_H

#include "crash/frame.h"

enum {
    DRAFT_ROOM = 256 * 1024,    /* bytes of text */
    DRAFT_STACKS_MAX = 8,       /* the crashing one and those beside it */
    DRAFT_SIDE_FRAMES_MAX = 64, /* frames of a stack beside it */
    DRAFT_FRAMES_MAX = CRASH_FRAMES_MAX + (DRAFT_STACKS_MAX - 1) * DRAFT_SIDE_FRAMES_MAX,
};

struct draft_stack {
    const char *label; /* NULL for the crashing one */
    size_t first, count;
};

struct draft {
    const char *engine;
    const struct frame_family *family;
    const char *type;       /* for people */
    const char *kind;       /* for the signature; NULL: the type */
    const char *message;    /* NULL: the type */
    const char *title;      /* NULL: the message */
    const char *target;     /* of the log, not of the caller; NULL */
    const char *input;      /* NULL */
    enum crash_state state; /* CRASHED, TIMEOUT or OOM */
    bool overflowed;        /* the stack: of it only the circle counts */
    bool strong;            /* as good as a stack although it has none: a failed check of a test */
    bool keyed;             /* the kind alone is the signature: the tool has a key of its own */
    size_t from, to;        /* place in the log */

    struct draft_stack stacks[DRAFT_STACKS_MAX];
    size_t stacks_count;
    size_t frames_count; /* of all stacks */
    struct crash_frame frames[DRAFT_FRAMES_MAX];

    size_t used;
    char room[DRAFT_ROOM];
};

/* Empties it. */
void draft_begin(struct draft *draft, const char *engine, const struct frame_family *family);

/* The bytes as text of the draft, cut a little above CRASH_TEXT_MAX. */
const char *draft_text(struct draft *draft, struct bytes b);

/* The frames added from now on are of a new stack; the first one is the crash's own. */
void draft_stack(struct draft *draft, const char *label);

/* Adds a frame to the last stack, to be filled; NULL if it has no room for more. */
struct crash_frame *draft_frame(struct draft *draft);

/* The last stack in place of the first, and no others. */
void draft_keep_last_stack(struct draft *draft);

/* Copies words and the crash's own stack; not the stacks beside it. */
void draft_copy(struct draft *to, const struct draft *from);

/* The crash's own stack of another draft in place of this one's. */
void draft_set_stack(struct draft *to, const struct draft *from);

/* What makes it different from other drafts, but for addresses. */
uint64_t draft_hash(const struct draft *draft);

#endif
