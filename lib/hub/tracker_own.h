/* What the files of hub/tracker.h share; nobody else includes it. */
#ifndef HUB_TRACKER_OWN_H
#define HUB_TRACKER_OWN_H

#include "base/json.h"
#include "hub/tracker.h"

extern const struct tracker tracker_jira, tracker_github, tracker_gitlab;

struct tracker_call {
    const char *method, *path; /* "/rest/api/3/issue" */
    const struct json *body;   /* NULL: none */
};

struct tracker_reply {
    struct tracker_answer answer; /* without a ticket */
    const struct json *json;      /* NULL unless it is done */
    struct bytes body;
};

/* Done only if the answer is a success and JSON.  headers: further ones, ended by NULL. */
struct tracker_reply tracker_send(struct arena *mem, const struct tracker_place *place,
                                  const struct tracker_call *call, const char *const headers[]);

struct tracker_answer tracker_refusal(const char *says);

/* A success whose JSON is not what it has to be. */
struct tracker_answer tracker_strange(void);

/* What a project tells of itself, under these members: its name, and whether it has issues. */
struct tracker_answer tracker_takes_issues(struct arena *mem, const struct tracker_reply *reply,
                                           const char *name_member, const char *flag_member);

/* The digits of "#17", "17" or a link that ends so, as "#17"; NULL if there are none. */
const char *tracker_number_from(struct arena *mem, const char *typed);

/* The words of a list with blanks or commas between, each once, up to a number; add() takes them.
 */
void tracker_words(struct arena *mem, const char *list, void (*add)(void *to, const char *word),
                   void *to);

#endif
