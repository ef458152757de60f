/* One occurrence of a crasher, and the input that caused it. */
#ifndef HUB_CRASH_H
#define HUB_CRASH_H

#include "hub/target.h"

struct crash_seen {
    struct crash_seen *next;
    int64_t id;
    int64_t at;
    int64_t run;
    const char *commit, *branch; /* of the run; NULL if not told */
    const char *origin;
    const struct target *target; /* that found it; NULL if it is not on the list */
    int64_t log;                 /* 0: not kept */
    bool has_input;
};

/* The newest first; before is the id to go on from, 0: from the newest.  targets: those of the
 * crasher. */
struct db_rows *crash_list_ask(struct hub *hub, int64_t crasher, int64_t before, int64_t most);
const struct crash_seen *crash_list_take(struct hub *hub, struct db_rows *rows,
                                         const struct target *targets);

struct crash_input {
    int64_t crash;
    const char *name;   /* as its poster called it, NULL if it did not */
    const char *sha256; /* in hexadecimal */
    int64_t size;
    struct bytes content;        /* the first bytes */
    const struct target *target; /* that found it; NULL if it is not on the list */
};

/* Of the newest crash whose input is kept, or of the one given (0: any), with at most that many
 * bytes of it; NULL if there is none. */
struct db_rows *crash_input_ask(struct hub *hub, int64_t crasher, int64_t crash, int64_t most);
const struct crash_input *crash_input_take(struct hub *hub, struct db_rows *rows,
                                           const struct target *targets);

#endif
