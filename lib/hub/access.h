/*
 * Who may do what where: grants of a role, read < triage < admin, to a group or to an account, on a
 * repository or on all whose names fit a pattern, now or later.
 *
 * A pattern is OWNER/NAME in which each part may have one '*', any run of characters:
 * "XXyCorp/lib-*". Those who administer a repository see and change its grants; patterns are for
 * administrators of the instance.  What changes a grant writes its audit row, too.
 */
#ifndef HUB_ACCESS_H
#define HUB_ACCESS_H

#include "hub/hub.h"

enum { ACCESS_LINES = 25, ACCESS_COLUMNS = 6, ACCESS_OF_REPO_MAX = 500, ACCESS_OBJECT_MAX = 201 };

/* Whom something is granted to. */
struct access_who {
    bool group;
    int64_t id;
    const char *name;
};
/* kind is "group" or "account"; fail(FAIL_REFUSED) if there is none of this name. */
struct access_who access_who(struct hub *hub, const char *kind, const char *name);

/* What it is granted on. */
struct access_object {
    int64_t repo; /* 0: a pattern */
    const char *name;
};
/* The name of a repository or a pattern; fail(FAIL_REFUSED) if it is neither. */
struct access_object access_object(struct hub *hub, const char *name);

struct access_wish {
    struct access_who who;
    struct access_object object;
    const char *role; /* "read", "triage", "admin", or "none", which ends the grant */
    const char *was;  /* what the visitor took for the present role; NULL: whatever it is */
    const char *address;
};
/* fail(FAIL_CONFLICT) if the present role is not what the wish says; false: it was so already. */
bool access_set(struct hub *hub, const struct access_wish *wish);

/* fail(FAIL_REFUSED) unless it is a role or "none"; how much it gives: 0 for none, 3 for admin. */
int access_rank(const char *role);

struct access_grant {
    struct access_grant *next;
    bool group;
    const char *who;
    int64_t who_id;
    const char *object; /* name of the repository, or the pattern */
    int64_t repo;       /* 0 where object is a pattern */
    const char *role;
    const char *pattern; /* through which it reaches the repository; NULL: by its name */
    int64_t members;     /* of the group */
    bool closed;         /* the account */
    int64_t others;      /* further grants of this repository to this account */
    int64_t id;          /* these two by access_list() alone: where in its order it stands */
    const char *place;
};

/* All that reach a repository, the highest role first; at most ACCESS_OF_REPO_MAX and one more if
 * there are more.  NULL too if the visitor does not administer it. */
const struct access_grant *access_of_repo(struct hub *hub, int64_t repo);
/* Of a group, patterns first; HUB_PAGE_ROWS and one more if there are more. */
const struct access_grant *access_of_group(struct hub *hub, int64_t group, int64_t skip);
/* The repositories that an account was given, by name, with the grant that gives most, and through
 * which group (who) if not its own; paged likewise. *found counts them all. */
const struct access_grant *access_of_account(struct hub *hub, int64_t account, int64_t skip,
                                             int64_t *found);
/* Every grant, by what it is on: HUB_PAGE_ROWS that come after that one; NULL: the first. */
const struct access_grant *access_list(struct hub *hub, const struct access_grant *after);

/* Groups or accounts against patterns and repositories. */
struct access_cell {
    struct access_cell *next;
    int64_t who_id;
    const char *who;
    const char *own;      /* role that was given on this very line; NULL: none */
    const char *via_role; /* the most that a pattern gives besides; NULL: nothing */
    const char *via;
};
struct access_line {
    struct access_line *next;
    int64_t repo; /* 0: a pattern */
    const char *name;
    bool public;
    struct access_cell *cells; /* NULL if the matrix has no columns */
};
struct access_view {
    bool groups;              /* else accounts that have a grant of their own */
    const char *who, *search; /* parts of the names of columns and lines; "" for all */
    int64_t column_skip, skip;
};
/* ACCESS_LINES lines and one more if there are more, at most ACCESS_COLUMNS cells each; *columns
 * counts all that there would be. */
const struct access_line *access_matrix(struct hub *hub, const struct access_view *view,
                                        int64_t *columns);

#endif
