/*
 * A log while it is read: its lines, what the caller knows, and what was found so far.
 *
 * Scanners add results and crashes here.  Crashes that are the same in all but addresses are kept
 * once; past the limits of crash.h they are only counted.
 */
#ifndef CRASH_READING_H
#define CRASH_READING_H

#include "crash/brief.h"
#include "crash/draft.h"
#include "crash/index.h"
#include "crash/line.h"

/* A crash that was added, with what is needed to sign it when its target is known. */
struct found {
    struct crash crash; /* first: a struct crash of a result is the beginning of a struct found */
    const struct frame_family *family;
    const char *kind;
    enum crash_state state;
    bool overflowed, strong, keyed;
    bool unsure; /* whether the process ended of it: the log may show that it did not */
    struct found *unsure_other; /* that was added before */
    uint64_t hash;
    bool none; /* it is known to be none */
    size_t from;
};

/* Words of a program that say why it is about to die, for the report without a reason that follows
 * (cause.h).  In room of its own: a log may be full of them. */
struct cause {
    const char *type; /* NULL: none */
    struct brief message, kind, type_room;
    const char *engine; /* and family: what said it, if it has a say in what frames count; NULL */
    const struct frame_family *family;
    enum crash_state state;
    bool overflowed; /* the stack */
    bool told;       /* the crash was added already: what follows is its echo */
    bool kills;      /* the program ends itself by a write to a null pointer */
    bool exits;      /* and that it ends the process is no crash of its own, however it does */
    size_t uses;     /* how often words were taken for a report */
    size_t from;
};

/* A line that no scanner took, and that looks bad. */
struct sign {
    const char *text; /* NULL: none */
    const char *at;   /* place in memory of the line */
};

struct reading {
    struct arena *mem;
    struct crash_hint hint;
    struct lines *lines;
    struct interest_log *interest; /* what the scanners are looking for */
    unsigned who;                  /* parts of the scanner that the line is of interest to */
    struct lines *inner;           /* of texts inside of the log; NULL until there is one */
    const char *package;           /* what the text is about, where somebody told; NULL */
    struct draft *draft;
    struct cause cause;
    struct waiting *waiting; /* a crash without a stack, until it is known whether a report follows:
                                exception.c; NULL until there is one */
    struct found *unsure;    /* the last one that was added */
    struct crash_result *results, **results_end;
    size_t results_count, crashes_count;
    struct index *results_index, *crashes_index;
    unsigned char sign_rows[256]; /* by first letter: where unparsed.c begins to compare, plus 1 */
    struct sign failed, died;    /* the first line of a failure, and of a death, that nobody took */
    struct crash_result *joined; /* one that is free again, its contents having been joined; NULL */
    struct crash_result spare;   /* what a log with too many targets is read into, and lost */
    void **states;               /* one per scanner, in the order of the table */
    bool nested;                 /* inside of scanner_read() */
};

/* A result of its own, not in the list yet; all its numbers are unknown. */
struct crash_result *reading_result(struct reading *reading, const char *engine);

/* Puts it into the list, or what it holds into the one of the same engine, package and target. */
void reading_keep(struct reading *reading, struct crash_result *result);

/* What its crashes make of it: CRASHED if one is that, else what the first one is; OK without any.
 */
enum crash_state reading_state(const struct crash_result *result);

/* Adds the draft to the result; NULL if the result has this crash, or the log too many. */
struct found *reading_add(struct reading *reading, struct crash_result *result,
                          const struct draft *draft);

/* Gives a crash that has no stack the one of the draft. */
void reading_set_stack(struct reading *reading, struct found *found, const struct draft *draft);

/* Says of a crash that it may be none. */
void reading_doubt(struct reading *reading, struct found *found);

/* Takes the crashes out of the result that were none: if all went well, as was said at that place
 * (0: nowhere), those before it that are unsure. */
void reading_drop(struct crash_result *result, size_t well_at);

/* Says that the tool itself says that all went well in that part of the log: what looks bad there
 * is not, and what is unsure was none. */
void reading_passed(struct reading *reading, struct bytes part);

/* The text of the line that begins there, as scanners see lines; reading goes on at `next`. */
struct brief reading_line(struct reading *reading, size_t from, size_t next);

/* The bytes of the log, and text for a field of a result. */
struct bytes reading_part(const struct reading *reading, size_t from, size_t to);
const char *reading_text(struct reading *reading, struct bytes b);

#endif
