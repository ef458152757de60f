/*
 * How often each of many may do something: a steady rate with a burst, shared by all processes that
 * were forked after limit_new().
 *
 * Memory is fixed: room for 4,096 at a time.  When all of it is taken, whoever has no place shares
 * one with another.
 */
#ifndef BASE_LIMIT_H
#define BASE_LIMIT_H

#include "base/base.h"

struct limit;

/* For the life of the process; fail(FAIL_BROKEN) without memory. */
struct limit *limit_new(int64_t per_minute, int64_t burst);

/* Takes one; false if key has taken too many, with the seconds to wait in *wait_s. */
MUST_USE bool limit_take(struct limit *limit, const char *key, int64_t *wait_s);

#endif
