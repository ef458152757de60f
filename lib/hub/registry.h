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

/* By name, at most 1,000. */
const struct registry_entry *registry_list(struct hub *hub);

/* fail(FAIL_REFUSED) unless name is OWNER/NAME, fail(FAIL_CONFLICT) if there is such a repository.
 */
void registry_add(struct hub *hub, const char *name, bool is_public, const char *address);

#endif
