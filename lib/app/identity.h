/*
 * Who sends a request: from HTTP basic or a bearer token, a trusted proxy, or a session cookie. For
 * the program auth, which nginx asks; each way adds the X-Auth-* headers that nginx hands to the
 * page.
 */
#ifndef APP_IDENTITY_H
#define APP_IDENTITY_H

#include "app/program.h"

/* Once in each worker. */
void identity_start(void);

/* What follows "Basic " or "Bearer " in the header; fail(FAIL_STRANGER) with the challenge of the
 * scheme if it is wrong, fail(FAIL_TOO_MANY) after too many wrong passwords, fail(FAIL_DENIED) for
 * a token that may only push. */
void identity_basic(struct visit *visit, const char *credentials);
void identity_bearer(struct visit *visit, const char *text);

/* false unless a proxy that is trusted to do so names who signed in there (NOPANIC_TRUSTED_HEADER);
 * fail(FAIL_DENIED) if that is nobody of ours. */
MUST_USE bool identity_proxy(struct visit *visit);

/* false without a cookie, or with one that stands for nobody: its bearer is a stranger. */
MUST_USE bool identity_cookie(struct visit *visit);

/* Adds WWW-Authenticate; scheme NULL is HTTP basic. */
void identity_challenge(struct visit *visit, const char *scheme);

#endif
