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
    const char *repos;   /* names, comma between, or a pattern; NULL: all repositories */
    const char *kid;     /* of the key that signed it; NULL: not known */
    const char *account; /* who made it; NULL: the command line */
    int64_t created_at, expires_at;
    int64_t revoked_at, used_at; /* 0: never */
    const char *used_address;
};

/* What is wished for. */
struct token_grant_order {
    const char *name, *scope;
    int64_t repo;        /* 0: those of the pattern; an ingest token then also makes new ones */
    const char *pattern; /* "XXyCorp/lib-*"; NULL: all repositories */
    int64_t days;        /* until it expires, from 1 to TOKEN_GRANT_DAYS_MAX */
    const char *address;
};

/* The text of the new token, to be shown once; fail(FAIL_REFUSED) if the order is not acceptable.
 * Whether the visitor may, the database decides. */
const char *token_grant_add(struct hub *hub, const struct token_grant_order *order);

/* At most 500: those in force, newest first, then those that ended within 30 days; of a repository,
 * those that name it, or all (0) that the visitor may see. */
const struct token_grant *token_grant_list(struct hub *hub, int64_t repo);
bool token_grant_in_force(const struct hub *hub, const struct token_grant *token);

/* The name of the token that was revoked; NULL if there is none in force with this id. */
const char *token_grant_revoke(struct hub *hub, int64_t id, const char *address);

/* A token whose maker is to be told that it ends within 7 days. */
struct token_expiring {
    struct token_expiring *next;
    int64_t account;
    const char *account_name, *name, *repos;
    int64_t expires_at, used_at;
    const char *used_address;
};
/* For a job: each is given once. */
const struct token_expiring *token_grant_expiring(struct hub *hub);

/* How many tokens in force this key signed. */
int64_t token_grant_count_kid(struct hub *hub, const char *kid);

/* The id of a token in force, with its scope in *scope; 0 if there is none. */
int64_t token_grant_check(struct hub *hub, const char *jti, const char *address,
                          const char **scope);

#endif
