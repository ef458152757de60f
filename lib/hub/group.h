/*
 * A group of accounts: what is granted to it, every member has.  Administrators of the instance
 * make groups; a manager of one adds and removes its members.
 *
 * To everybody else a group does not exist.  What changes a group writes its audit row, too.
 */
#ifndef HUB_GROUP_H
#define HUB_GROUP_H

#include "hub/hub.h"

enum { GROUP_NAME_MAX = 80 };

struct group {
    struct group *next;
    int64_t id;
    const char *name;
    int64_t created_at;
    int64_t members;
    int64_t grants;       /* in a list */
    const char *managers; /* in a list: names, comma between; NULL if there are none */
    bool managed;         /* of an account's groups: it manages this one */
};

struct group_member {
    struct group_member *next;
    int64_t account;
    const char *name;
    bool closed; /* the account */
    bool manager;
};

/* By name, HUB_PAGE_ROWS of them and one more if there are more; *found counts all that fit. */
const struct group *group_list(struct hub *hub, const char *search, int64_t skip, int64_t *found);

/* NULL if there is none that the visitor may know of. */
const struct group *group_find(struct hub *hub, int64_t id);
/* By name, in whatever case; fail(FAIL_REFUSED) if there is none. */
const struct group *group_need(struct hub *hub, const char *name);

/* Managers first, paged as group_list(). */
const struct group_member *group_members(struct hub *hub, int64_t id, int64_t skip);

/* The groups of an account, at most 1,000. */
const struct group *group_of_account(struct hub *hub, int64_t account);

/* fail(FAIL_REFUSED) if the name is none, fail(FAIL_CONFLICT) if it is taken. */
int64_t group_add(struct hub *hub, const char *name, const char *address);
void group_rename(struct hub *hub, const struct group *group, const char *name,
                  const char *address);
/* And with it all that was granted to it. */
void group_remove(struct hub *hub, const struct group *group, const char *address);

/* fail(FAIL_REFUSED) if there is no such account, fail(FAIL_CONFLICT) if it is, or is not, a
 * member. */
void group_join(struct hub *hub, const struct group *group, const char *name, bool manager,
                const char *address);
void group_leave(struct hub *hub, const struct group *group, const char *name, const char *address);
void group_set_manager(struct hub *hub, const struct group *group, const char *name, bool manager,
                       const char *address);

#endif
