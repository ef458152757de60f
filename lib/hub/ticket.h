/*
 * The ticket of a crasher, at most one.  Whoever may triage its repository wishes that one is
 * opened, or names one that is there already; cron/sync calls the tracker (ticket_work.h), and the
 * page shows what came of it.  What a tracker refused can be wished for again.
 */
#ifndef HUB_TICKET_H
#define HUB_TICKET_H

#include "hub/crasher.h"
#include "hub/tracker.h"

enum ticket_state { TICKET_OPENING, TICKET_LINKING, TICKET_OPEN, TICKET_FAILED };

struct ticket {
    enum ticket_state state;
    const struct tracker *tracker; /* NULL until it is known */
    const char *key, *link;        /* NULL until they are known */
    const char *title, *text;      /* text is that of a draft; NULL once it is open */
    const char *status, *assignee; /* NULL: not told, nobody */
    bool closed;                   /* at the tracker */
    bool answered;                 /* somebody said that this does not mean fixed */
    const char *says;              /* why it is not as it should be; NULL if it is */
    bool busy;                     /* the tracker is being called */
    int64_t due_at, read_at, created_at;
};

struct db_rows *ticket_ask(struct hub *hub, int64_t crasher);
/* NULL if there is none, or where nothing was asked for: rows may be NULL. */
const struct ticket *ticket_take(struct hub *hub, struct db_rows *rows);

/* Where tickets of this repository go; NULL: nowhere is known, or the visitor may not triage it. */
struct db_rows *ticket_ask_place(struct hub *hub, int64_t repo);
const struct tracker_place *ticket_take_place(struct hub *hub, struct db_rows *rows);
/* One of a row of tracker_of(). */
const struct tracker_place *ticket_place_from(struct hub *hub, struct db_rows *rows);

/* Whether the hub can call the tracker itself. */
bool ticket_is_connected(const struct tracker_place *place);

/* Jira's own form, filled in with this, for who signs in there; NULL for other trackers. */
const char *ticket_form(struct hub *hub, const struct tracker_place *place, const char *title,
                        const char *text);

/* The label by which the ticket of a crasher is found again. */
const char *ticket_label(struct hub *hub, int64_t crasher);

/* Wishes for one; if there is one already, or somebody was faster, that one stays.  false then. */
bool ticket_open(struct hub *hub, const struct crasher_report *of, const char *title,
                 const char *text);
bool ticket_link(struct hub *hub, const struct crasher_report *of, const char *key);

/* Forgets it; it stays at its tracker.  fail(FAIL_CONFLICT) if there is none, or it is on its way.
 */
void ticket_drop(struct hub *hub, const struct crasher_report *of);

/* It is closed, and that does not mean that the crasher is fixed. */
void ticket_not_fixed(struct hub *hub, const struct crasher_report *of);

/* What the trackers of a repository, or of the hub (0), said when they were asked last. */
struct ticket_check {
    struct ticket_check *next;
    const char *tracker;
    bool waits, good;
    const char *says; /* NULL: nothing yet */
    int64_t done_at;
};
const struct ticket_check *ticket_check_list(struct hub *hub, int64_t repo);
/* Asks one of them again, soon. */
void ticket_check_wish(struct hub *hub, int64_t repo, const char *tracker);

#endif
