/*
 * Where the tickets of bugs are kept, Jira (Cloud and Data Center), GitHub or GitLab, behind one
 * seam.
 *
 * A call ends in what was asked for, in "later" (no answer, too many calls, out of order: the same
 * may work in a while), or in a refusal, which trying again will not change.  In the last two cases
 * the answer says why, in the words of the tracker where it has any.
 */
#ifndef HUB_TRACKER_H
#define HUB_TRACKER_H

#include "hub/hub.h"

enum {
    TRACKER_TITLE_MAX = 254,  /* characters: Jira takes no more */
    TRACKER_TEXT_MAX = 30000, /* bytes of Markdown */
    TRACKER_SENT_MAX = 32767, /* characters that Jira takes */
    TRACKER_KEY_MAX = 100,
    TRACKER_SAYS_MAX = 1500,
};

/* Where a repository's tickets go.  Address, user and token are of one owner. */
struct tracker_place {
    const struct tracker *tracker;
    int64_t owner;       /* the repository whose address and token these are; 0: the hub */
    const char *address; /* without a slash at its end; NULL: not known */
    const char *user;    /* of Jira Cloud: an e-mail address; NULL: Data Center */
    const char *token;   /* for jobs alone; NULL */
    bool has_token;
    const char *project; /* "VAULT", "owner/name"; NULL: not set */
    const char *type;    /* of a ticket of Jira */
    const char *labels;  /* blank between them */
    const char *fields;  /* further ones of Jira, a JSON object; NULL: none */
};

struct tracker_ticket {
    const char *key; /* "VAULT-1288", "#17" */
    const char *link;
    const char *title, *status, *assignee; /* NULL: not told, nobody */
    bool closed;
};

struct tracker_draft {
    const char *title;
    const char *text;  /* Markdown */
    const char *label; /* by which the ticket is found again */
};

enum tracker_end { TRACKER_DONE, TRACKER_LATER, TRACKER_REFUSED };

struct tracker_answer {
    enum tracker_end end;
    const char *says;                    /* NULL if it is done */
    int64_t wait_s;                      /* that the tracker asks for; 0: nothing */
    const struct tracker_ticket *ticket; /* NULL: none was found */
    bool told;                           /* that a comment is there already */
};

/* What the seam is made of.  ticket is a key. */
struct tracker {
    const char *name;    /* "jira" */
    const char *title;   /* "Jira" */
    const char *noun;    /* "ticket", "issue" */
    const char *address; /* where none is set; NULL: there is none */

    /* The key in what a person typed, a key or a link; NULL if there is none. */
    const char *(*key_from)(struct arena *mem, const char *typed);
    /* The oldest ticket with this label. */
    struct tracker_answer (*find)(struct arena *mem, const struct tracker_place *place,
                                  const char *label);
    struct tracker_answer (*create)(struct arena *mem, const struct tracker_place *place,
                                    const struct tracker_draft *draft);
    struct tracker_answer (*read)(struct arena *mem, const struct tracker_place *place,
                                  const char *ticket);
    /* Whether one of the newest comments holds this mark. */
    struct tracker_answer (*has_comment)(struct arena *mem, const struct tracker_place *place,
                                         const char *ticket, const char *mark);
    struct tracker_answer (*comment)(struct arena *mem, const struct tracker_place *place,
                                     const char *ticket, const char *text);
    /* Whether it can be used as it is set up; says what it is, or what is missing. */
    struct tracker_answer (*check)(struct arena *mem, const struct tracker_place *place);
};

/* By its name; NULL if there is none. */
const struct tracker *tracker_named(const char *name);

#endif
