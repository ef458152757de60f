/*
 * How the crashes of a repository are told apart, as the database has it: the rules of
 * crash/rules.h in a version that counts up.
 *
 * A program that reads many logs remembers those of some repositories; whether they are still in
 * force the database says with each post, so that nobody has to ask.
 */
#ifndef HUB_RULE_SET_H
#define HUB_RULE_SET_H

#include "crash/rules.h"

enum { RULE_SET_SLOTS = 16 };

struct rule_set {
    int64_t version;           /* 0: there never were any */
    const struct rules *rules; /* NULL: the usual ones */
};

struct rule_cache;

/* Lives as long as the process. */
struct rule_cache *rule_cache_new(struct arena *mem);

/* Version 0 if they are not here; cache may be NULL. */
struct rule_set rule_cache_find(const struct rule_cache *cache, const char *repo);

/* Rules as the database has them. */
struct rule_text {
    int64_t version, depth;
    const char *text;
};

/* Reads them and remembers them; without a cache they are in mem. */
struct rule_set rule_cache_put(struct rule_cache *cache, struct arena *mem, const char *repo,
                               const struct rule_text *text);

/* Rules that the database holds; fail(FAIL_BROKEN) if they are none. */
const struct rules *rule_set_read(struct arena *mem, const char *text, int64_t depth);

#endif
