/*
 * JSON Web Tokens, HS256 with a key id and nothing else; the only door to libjwt.
 *
 * The bare library takes any signature when it gets no key, any algorithm that fits the key, and
 * never looks at exp.  token_check() reads the header, finds the key by kid, insists on HS256,
 * checks the signature with that key, and then requires exp, iss, aud, sub and jti.
 */
#ifndef BASE_TOKEN_H
#define BASE_TOKEN_H

#include "base/text.h"

enum { TOKEN_SIZE_MAX = 4096, TOKEN_LEEWAY_S = 30 };

struct token {
    const char *jti; /* random, the row in the database */
    const char *sub;
    const char *scope;             /* "ingest" or "read" */
    int64_t issued_at, expires_at; /* seconds since 1970 */
};

/* Signs with the current key of base/secret. */
char *token_issue(struct arena *mem, const struct token *token);

/* The token if it is ours, whole and in its time; else NULL with *why set ("expired", "malformed",
 * "unknown key", "bad signature", …), which may be shown: it tells nothing of the key. */
const struct token *token_check(struct arena *mem, const char *text, int64_t now, const char **why);

#endif
