/*
 * What a machine's token may do: the row behind a JSON Web Token.
 *
 * The token itself is signed, shown once and stored nowhere; the row holds its id (jti), scope and
 * repositories, and is what revoking works on.
 */
#ifndef HUB_TOKEN_GRANT_H
#define HUB_TOKEN_GRANT_H

#include "hub/hub.h"

enum { TOKEN_GRANT_NAME_MAX = 80, TOKEN_GRANT_DAYS_MAX = 3650 };

struct token_grant {
    struct token_grant *next;
    int64_t id;
    const char *name;
    const char *scope;   /* "ingest" or "read" */
    const char *repos;   /* names, comma between; NULL: all repositories */
    const char *account; /* who made it; NULL: the command line */
    int64_t created_at, expires_at;
    int64_t revoked_at, used_at; /* 0: never */
    const char *used_address;
};

/* What is wished for. */
struct token_grant_order {
    const char *name, *scope;
    int64_t repo; /* 0: all repositories; an ingest token then also makes new ones */
    int64_t days; /* until it expires, from 1 to TOKEN_GRANT_DAYS_MAX */
    const char *address;
};

/* The text of the new token, to be shown once; fail(FAIL_REFUSED) if the order is not acceptable.
 */
const char *token_grant_add(struct hub *hub, const struct token_grant_order *order);

/* At most 500: those in force, newest first, then those that ended within 30 days. */
const struct token_grant *token_grant_list(struct hub *hub);
bool token_grant_in_force(const struct hub *hub, const struct token_grant *token);

/* The name of the token that was revoked; NULL if there is none in force with this id. */
const char *token_grant_revoke(struct hub *hub, int64_t id, const char *address);

/* The id of a token in force, with its scope in *scope; 0 if there is none. */
int64_t token_grant_check(struct hub *hub, const char *jti, const char *address,
                          const char **scope);

#endif
