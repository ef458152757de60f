/*
 * The bare copies of repositories, from which the pages have their source: what is to be looked for
 * in them, and what was found.
 *
 * A crasher is due when it is new, or has other frames; cron/mirror looks up the files of its
 * frames at the commit at which it was first seen, and keeps their text.  No page reads a copy.
 */
#ifndef HUB_MIRROR_H
#define HUB_MIRROR_H

#include "hub/hub.h"
#include "hub/mapping.h"

enum {
    MIRROR_WISHES_MAX = 50,
    MIRROR_DOUBTS_MAX = 50,
    MIRROR_FILES_MAX = 16,
    MIRROR_TRIES_MAX = 8,
    MIRROR_FILE_SIZE = 1000
};

/* One that has something to do. */
struct mirror_task {
    int64_t repo, failures;
    const char *name, *url, *rules;
    bool own;                    /* the address is that of the repository alone */
    bool moved;                  /* the address is another one than before */
    bool fetched;                /* before */
    bool wanted;                 /* somebody asked for it */
    const char *user, *password; /* for this address; NULL: none */
};

/* The next one, which nobody else takes for so many seconds; NULL if there is none. */
struct mirror_task *mirror_take(struct hub *hub, int64_t lease_s);
void mirror_forget(struct hub *hub, int64_t repo);

/* Repositories that are to have a mirror no longer; ended by 0. */
const int64_t *mirror_gone(struct hub *hub);

/* A crasher whose source is to be looked for. */
struct mirror_wish {
    struct mirror_wish *next;
    int64_t crasher;
    const char *commit; /* NULL if it was not told */
    const char *files[MIRROR_FILES_MAX];
    size_t count;
};
/* Those of one commit together. */
const struct mirror_wish *mirror_wishes(struct hub *hub, int64_t repo);

/* What one file of a frame came to: its text, or why there is none, as code_why_not() says it. */
struct mirror_found {
    const char *path, *why, *candidates, *by_module;
    struct bytes text;
};
void mirror_keep(struct hub *hub, int64_t repo, const char *commit, const char *file,
                 const struct mirror_found *found);

/* A crasher is through; or its commit is not there, and may be later. */
void mirror_seen(struct hub *hub, int64_t crasher);
void mirror_later(struct hub *hub, int64_t crasher);

/* A crash of a crasher that is fixed, at a commit of which the hub does not know whether it came
 * after the fix: see crasher_back() of the schema. */
struct mirror_doubt {
    struct mirror_doubt *next;
    int64_t crasher;
    const char *commit, *fix;
};
/* repo 0: of all, those that nobody has settled for long. */
const struct mirror_doubt *mirror_doubts(struct hub *hub, int64_t repo);
enum mirror_answer { MIRROR_UNKNOWN, MIRROR_DESCENDS, MIRROR_DOES_NOT };
void mirror_settle(struct hub *hub, int64_t crasher, const char *commit, const char *fix,
                   enum mirror_answer answer);

/* error NULL: it went well. */
void mirror_end(struct hub *hub, int64_t repo, bool fetched, int64_t size, const char *error);

/* For its page: what is known of it. */
struct mirror {
    const char *rules;
    const char *url;   /* NULL: never asked */
    const char *error; /* NULL: none */
    int64_t size, failures, fetched_at, tried_at, due_at;
    bool busy;
};
struct mirror mirror_find(struct hub *hub, int64_t repo);
void mirror_set_rules(struct hub *hub, int64_t repo, const char *rules);
/* Brings it up to date soon. */
void mirror_ask(struct hub *hub, int64_t repo);

/* What was looked for last: for a preview of rules. */
struct mirror_file {
    struct mirror_file *next;
    const char *file, *commit, *path, *why, *by_module;
    struct mapping_files files;
};
const struct mirror_file *mirror_files(struct hub *hub, int64_t repo, int64_t most);

#endif
