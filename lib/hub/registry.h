/*
 * The register of repositories: which there are, for administrators; what was found in them is
 * hub/repo.h.
 */
#ifndef HUB_REGISTRY_H
#define HUB_REGISTRY_H

#include "hub/hub.h"

struct registry_entry {
    struct registry_entry *next;
    int64_t id;
    const char *name;
    bool public; /* everybody may read it */
    int64_t created_at;
    int64_t packages;
    int64_t last_run_at; /* 0: never */
    int64_t tokens;      /* in force that name it; tokens for all repositories are not counted */
};

/* By name, upper and lower case alike; NULL if there is none. */
const struct registry_entry *registry_find(struct hub *hub, const char *name);
/* The same, but fail(FAIL_ABSENT) if there is none. */
const struct registry_entry *registry_need(struct hub *hub, const char *name);

/* By name, at most 1,000. */
const struct registry_entry *registry_list(struct hub *hub);

/* By name, HUB_PAGE_ROWS of them and one more if there are more; search is a part of the name;
 * *found counts all that fit. */
const struct registry_entry *registry_page(struct hub *hub, const char *search, int64_t skip,
                                           int64_t *found);

/* How much there is to administer. */
struct registry_counts {
    int64_t repos, accounts, groups, grants, tokens; /* accounts and tokens in force */
};
struct registry_counts registry_counts(struct hub *hub);

/* fail(FAIL_REFUSED) unless name is OWNER/NAME, fail(FAIL_CONFLICT) if there is such a repository.
 */
void registry_add(struct hub *hub, const char *name, bool is_public, const char *address);

/* What follows writes its audit row, too; fail(FAIL_ABSENT) if the visitor does not administer it.
 * Another name: by administrators of the instance; addresses with the old one end. */
void registry_rename(struct hub *hub, int64_t id, const char *name, const char *other,
                     const char *address);
void registry_set_public(struct hub *hub, int64_t id, const char *name, bool is_public,
                         const char *address);
/* It is gone from every page at once, and its name is free; cron/prune takes the data away. */
void registry_remove(struct hub *hub, int64_t id, const char *name, const char *address);

#endif
