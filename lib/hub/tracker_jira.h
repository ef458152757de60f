/* What the files of Jira share; nobody else includes it. */
#ifndef HUB_TRACKER_JIRA_H
#define HUB_TRACKER_JIRA_H

#include "hub/tracker_own.h"

/* Below /rest/api/3, of Jira Cloud, or /rest/api/2, of Data Center. */
struct tracker_reply jira_send(struct arena *mem, const struct tracker_place *place,
                               const char *method, const char *path, const struct json *body);

bool jira_is_cloud(const struct tracker_place *place);
const char *jira_type(const struct tracker_place *place);

/* {"id":"10000"} of a number, else {"key":"VAULT"}, or whatever key is called. */
void jira_set_named(struct json *object, const char *member, const char *key, const char *value);

struct tracker_answer jira_check(struct arena *mem, const struct tracker_place *place);

#endif
