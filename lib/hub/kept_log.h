/* The logs that were posted, as far as they are kept. */
#ifndef HUB_KEPT_LOG_H
#define HUB_KEPT_LOG_H

#include "hub/target.h"

struct kept_log {
    struct kept_log *next;
    int64_t id;
    int64_t run;
    const char *target, *path; /* path is NULL in what is read alone */
    const char *state;         /* of the target in this log */
    int64_t size;              /* bytes as posted */
    bool kept;                 /* whether its text can be read */
    int64_t at;
    /* Of one that is read: */
    int64_t kept_size;       /* bytes that are kept: of a long log its head and its tail */
    struct bytes head, tail; /* tail is empty if head is all */
};

/* Of a run, the newest first: HUB_PAGE_ROWS, and one more if there are more. */
const struct kept_log *kept_log_list(struct hub *hub, int64_t run);

/* How many bytes of the beginning and of the end are wanted. */
struct kept_log_part {
    int64_t head, tail;
};

/* A log of that run; NULL if its text is not kept. */
const struct kept_log *kept_log_read(struct hub *hub, int64_t run, int64_t log,
                                     struct kept_log_part part);

/* That of the newest crash of a crasher that is kept; NULL if none is.  targets: those of the
 * crasher; the log's is NULL if it is not among them. */
struct db_rows *kept_log_ask(struct hub *hub, int64_t crasher, struct kept_log_part part);
const struct kept_log *kept_log_take(struct hub *hub, struct db_rows *rows,
                                     const struct target *targets);

#endif
