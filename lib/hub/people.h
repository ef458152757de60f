/*
 * The register of people, for administrators of the instance: their accounts, and which of them may
 * come in.  To everybody else it is empty.  Whether it is they who sign in is hub/account.h.
 */
#ifndef HUB_PEOPLE_H
#define HUB_PEOPLE_H

#include "hub/hub.h"

struct person {
    struct person *next;
    int64_t id;
    const char *name, *email;
    bool admin;   /* of the whole instance */
    bool closed;  /* may not come in */
    bool invited; /* has not chosen a password yet */
    int64_t created_at;
    int64_t visited_at; /* 0: never */
    const char *groups; /* in a list: names, comma between; NULL if there are none */
    int64_t sessions;   /* of one that was found */
    bool second_factor; /* likewise: its logins ask for a code, too */
};

/* By name, HUB_PAGE_ROWS of them and one more if there are more; show is "all", "admins", "closed"
 * or "alone" (in no group); search is a part of name or e-mail; *found counts all that fit. */
const struct person *people_list(struct hub *hub, const char *search, const char *show,
                                 int64_t skip, int64_t *found);

/* By name, in whatever case; NULL if there is none. */
const struct person *people_find(struct hub *hub, const char *name);

/* What follows writes its audit row, too; fail(FAIL_CONFLICT) if no administrator would be left. */
void people_close(struct hub *hub, const struct person *person, bool closed, const char *address);
void people_set_admin(struct hub *hub, const struct person *person, bool admin,
                      const char *address);
void people_sign_out(struct hub *hub, const struct person *person, const char *address);
/* For who has lost the app and the recovery codes; the owner is told by mail.  Nobody's own: that
 * asks for a code.  false if it was off. */
MUST_USE bool people_second_off(struct hub *hub, const struct person *person, const char *address);

#endif
