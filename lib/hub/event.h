/* Something people may want to know: a crasher is new or back, a run failed. */
#ifndef HUB_EVENT_H
#define HUB_EVENT_H

#include "hub/hub.h"

struct event {
    struct event *next;
    int64_t id;
    const char *kind; /* "new", "regressed", "fixed", "confirmed", "state", "strong", "merged",
                         "duplicate", "unreproduced", "rebucketed", "split", "assigned", "muted",
                         "unmuted", "unmerged", "undone", "ticket", "run_failed",
                         "source_broken" */
    int64_t at;
    int64_t crasher; /* 0: of none */
    int64_t run;     /* 0: of none */
    /* In a list of news: */
    const char *repo;
    const char *title;    /* of the crasher */
    const char *function; /* of the crasher, NULL if unknown */
    const char *severity; /* of the crasher */
    /* In the history of a crasher: */
    int64_t other;       /* the crasher that it was merged with; 0: none */
    const char *account; /* who did it; NULL: nobody in person */
    const char *commit;  /* that fixed it; NULL if it was not told */
    const char *becomes; /* the state that followed, also of a ticket; NULL: the same */
    const char *who;     /* whom it was assigned to, or the key of a ticket; NULL: nobody */
    const char *until;   /* until which day it is muted, "2026-12-01"; NULL: of no matter */
    int64_t more;        /* or until so many more crashes; 0: of no matter */
    const char *reason;  /* in the words of who did it; NULL: none */
};

/* What is news since then, the most important first, HUB_PAGE_ROWS and one more if there are more.
 */
struct db_rows *event_ask_news(struct hub *hub, int64_t since);

/* The same of one repository, whenever it was: the newest HUB_PAGE_ROWS, newest first. */
struct db_rows *event_ask_repo(struct hub *hub, int64_t repo);

/* The same of some crashers, with the names of their repositories. */
struct db_rows *event_ask_crashers(struct hub *hub, const int64_t *crashers, size_t count);

const struct event *event_take(struct hub *hub, struct db_rows *rows);

/* What happened to a crasher: the newest HUB_PAGE_ROWS, oldest first. */
struct db_rows *event_ask_crasher(struct hub *hub, int64_t crasher);
const struct event *event_take_crasher(struct hub *hub, struct db_rows *rows);

#endif
