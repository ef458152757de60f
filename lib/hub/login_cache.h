/*
 * Passwords that were right a moment ago, so that HTTP basic, which sends them with every request,
 * does not cost a key derivation each time.
 *
 * One process's memory, keyed by an HMAC under a random key of the process: neither name nor
 * password is kept, refusals are not kept at all, and an entry lives for a minute.  Whether the
 * account is still open and its password the same is for account_still() to say, every time.
 */
#ifndef HUB_LOGIN_CACHE_H
#define HUB_LOGIN_CACHE_H

#include "base/arena.h"

enum { LOGIN_CACHE_SLOTS = 256, LOGIN_CACHE_S = 60 };

struct login_cache;

/* In mem, which should live as long as the process. */
struct login_cache *login_cache_new(struct arena *mem);

/* Whose name and password they are, and which version of the password. */
struct login_owner {
    int64_t account, version;
};

/* false if they are not here. */
MUST_USE bool login_cache_find(const struct login_cache *cache, struct arena *mem, const char *who,
                               const char *password, struct login_owner *owner);
void login_cache_put(struct login_cache *cache, struct arena *mem, const char *who,
                     const char *password, struct login_owner owner);

#endif
