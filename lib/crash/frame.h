/*
 * Which frames of a stack count, and what they are called in a signature.
 *
 * The tables are in frame_table.c.
 */
#ifndef CRASH_FRAME_H
#define CRASH_FRAME_H

#include "crash/rules.h"

enum {
    FRAME_NAME_MAX = 300, /* bytes of a name in a signature; longer ones end in a digest */
    FRAME_CYCLE_MAX = 20, /* functions that call each other in a circle */
};

enum frame_how { FRAME_IS, FRAME_BEGINS, FRAME_ENDS, FRAME_HOLDS };
enum frame_part { FRAME_FUNCTION, FRAME_FILE, FRAME_MODULE };

/* One line of a table: frames like this are not of the application. */
struct frame_rule {
    enum frame_part part;
    enum frame_how how;
    const char *text;
};

/* How the tools of one family write frames. */
struct frame_family {
    const char *version;              /* of the signatures made of them */
    const struct frame_rule *outside; /* ends with a rule without text */
    const struct frame_rule *also;    /* a second such table; NULL */
    /* Whether this is the function that the harness calls: FuzzX, LLVMFuzzerTestOneInput, main. */
    bool (*is_entry)(const struct crash_frame *frame);
    /* Whether frames up to this one, seen from the innermost, are the machinery of dying; NULL. */
    bool (*is_death)(const struct crash_frame *frame);
    bool death_is_outside; /* whether that machinery is never the application's */
    /* Writes the function's name without what changes from build to build; at most size bytes. */
    size_t (*write_name)(const struct crash_frame *frame, char *to, size_t size);
};

extern const struct frame_family frame_go, frame_native, frame_rust, frame_java, frame_python,
    frame_javascript, frame_csharp, frame_lua, frame_kernel;

bool frame_is_outside(const struct frame_family *family, const struct crash_frame *frame);

/* A name that is too long for a signature: its beginning, and a digest of all of it and of what
 * else belongs to it, which may be NULL. */
size_t frame_write_digest(const char *name, const char *more, char *to, size_t size);

/* Without the "::h0123456789abcdef" that Rust puts behind its names. */
struct bytes frame_drop_hash(struct bytes name);

/* Sets in_app of each frame; rules may be NULL. */
void frame_mark(const struct frame_family *family, const struct rules *rules,
                struct crash_frame *frames, size_t count);

/* The frame to show first: the innermost in_app one behind the machinery of dying; NULL if none. */
const struct crash_frame *frame_place(const struct frame_family *family,
                                      const struct crash_frame *frames, size_t count);

/* The family whose signatures have that version; NULL if there is none, as of weak ones. */
const struct frame_family *frame_family_find(const char *version);

/* The names that a signature is made of, as numbers; at most count_max of them. */
size_t frame_hash_names(const struct frame_family *family, const struct crash *crash, uint64_t *to,
                        size_t count_max);

/* The names that make a signature. */
struct frame_key {
    size_t count, depth; /* depth: how many there may be */
    struct frame_key_name {
        char text[FRAME_NAME_MAX + 1];
    } names[CRASH_DEPTH_MAX];
};

/*
 * Picks them from marked frames: the first that count, each repetition folded into one.
 * Of a stack that overflowed, only the circle counts, turned so that it does not matter where it
 * was when the stack was full.
 */
void frame_key_pick(struct frame_key *key, const struct frame_family *family,
                    const struct crash *crash, bool overflowed);

#endif
