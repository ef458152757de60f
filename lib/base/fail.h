/*
 * The one way to give up.
 *
 * A function that cannot do what its name says calls fail(); it does not return.  Control goes back
 * to the nearest fail_guard(), which is in the frames of programs and jobs (lib/app) and in the
 * tests, and nowhere else.  Whatever the request had acquired is undone by
 * its arena, so there is nothing to clean up on the way.
 *
 * "Not found" is an answer, not a failure: functions that look something up return NULL for it.
 */
#ifndef BASE_FAIL_H
#define BASE_FAIL_H

#include "base/base.h"

/* The kinds are HTTP status codes; fail_code() gives each the name that programs see. */
enum fail {
    FAIL_NOT = 0,        /* it went well */
    FAIL_INPUT = 400,    /* what was sent cannot be read */
    FAIL_STRANGER = 401, /* we do not know who asks */
    FAIL_DENIED = 403,   /* the user may not do this */
    FAIL_ABSENT = 404,   /* there is no such thing, or the user may not know of it */
    FAIL_METHOD = 405,   /* not with this HTTP method */
    FAIL_LATE = 408,     /* the body did not arrive in time */
    FAIL_CONFLICT = 409, /* contradicts what was said before */
    FAIL_LENGTH = 411,   /* the length of the body must be told */
    FAIL_TOO_BIG = 413,  /* more than we are willing to hold */
    FAIL_MEDIA = 415,    /* a type or encoding of body that we do not take */
    FAIL_REFUSED = 422,  /* readable, but a value is not acceptable */
    FAIL_TOO_MANY = 429, /* too often */
    FAIL_BROKEN = 500,   /* our fault; the reason is for the log, never for the visitor */
    FAIL_AWAY = 503,     /* a service we need is away: the same request may work later */
    FAIL_FULL = 507,     /* a quota is used up */
};

NO_RETURN void fail(enum fail kind, const char *format, ...) PRINTF_LIKE(2, 3);

/* Runs work(arg).  Returns FAIL_NOT, or the kind given to fail(), with *reason set; the reason is
 * cut at 511 bytes and stays valid until the next fail(). */
MUST_USE enum fail fail_guard(void (*work)(void *arg), void *arg, const char **reason);

/* The machine-readable name of a kind, such as "not_found"; NULL if the number is none of them. */
const char *fail_code(enum fail kind);

#endif
