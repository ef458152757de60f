/*
 * What administrators set on the pages: where the hub sends to and fetches from, for the whole hub
 * or for one repository.
 *
 * A service is taken whole from one place: of a repository that has any setting of its own of it,
 * none is the hub's.  Else who administers a repository could have the hub's secret sent to an
 * address of their own.
 *
 * A secret is sealed (base/seal), and can be replaced and removed; no page can read it again.
 */
#ifndef HUB_SETTING_H
#define HUB_SETTING_H

#include "hub/hub.h"

enum { SETTING_VALUE_MAX = 2000 };

enum setting_form {
    SETTING_TEXT,
    SETTING_ADDRESS, /* an URL that the hub may call */
    SETTING_SECRET,
    SETTING_SECRET_ADDRESS,
    SETTING_OBJECT,      /* a JSON object */
    SETTING_GIT_ADDRESS, /* of a repository, or with {repo} of each; see hub/git_login.h */
};

enum setting_of { SETTING_OF_BOTH, SETTING_OF_HUB, SETTING_OF_REPO };

/* One that there is. */
struct setting_kind {
    const char *service; /* "jira" */
    const char *name;    /* "jira.token" */
    const char *label, *hint;
    enum setting_form form;
    enum setting_of of;
};

struct setting {
    struct setting *next;
    const struct setting_kind *kind;
    bool set;
    const char *value;   /* NULL: not set, or a secret */
    const char *account; /* who set it; NULL: the command line, or an account that is gone */
    int64_t changed_at;
};

/* Whose: repo 0 is the hub. */
struct setting_scope {
    int64_t repo;
    const char *repo_name;
    const char *address; /* from where it is changed */
};

bool setting_is_secret(const struct setting_kind *kind);

/* All that there are for this scope, set or not, those of one service together. */
const struct setting *setting_list(struct hub *hub, int64_t repo);

/* NULL if a value that is not empty can be, else why not. */
const char *setting_refuses(struct hub *hub, const struct setting_kind *kind, const char *value);

/* value "" removes it.  fail(FAIL_REFUSED) names the setting if the value cannot be.  true: git.url
 * names another host now, and its password was taken away (hub/git_login.h). */
bool setting_set(struct hub *hub, struct setting_scope scope, const struct setting_kind *kind,
                 const char *value);

/* For jobs: the value that holds for a repository, NULL if it is not set; fail(FAIL_BROKEN) for a
 * secret that no key opens. */
const char *setting_get(struct hub *hub, int64_t repo, const char *name);
/* The same of this owner alone; NULL too if no key opens it. */
const char *setting_get_own(struct hub *hub, int64_t repo, const char *name);
/* For pages: the value in this scope of a setting that is no secret. */
const char *setting_shown(struct hub *hub, int64_t repo, const char *name);

#endif
