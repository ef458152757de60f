#include "hub/login_cache.h"

#include "base/clock.h"
#include "base/secret.h"

enum { MAC_SIZE = 32, TEXT_MAX = 64 * 1024 };

struct slot {
    char mac[MAC_SIZE];
    struct login_owner owner;
    int64_t until_ms;
};

struct login_cache {
    unsigned char key[SECRET_KEY_SIZE];
    struct slot slots[LOGIN_CACHE_SLOTS];
};

struct login_cache *login_cache_new(struct arena *mem)
{
    struct login_cache *cache = ARENA_ONE(mem, struct login_cache);
    memcpy(cache->key, secret_random(mem, SECRET_KEY_SIZE).at, SECRET_KEY_SIZE);
    return cache;
}

/* The size before the name keeps "a" "bc" apart from "ab" "c". */
static struct bytes mac_of(const struct login_cache *cache, struct arena *mem, const char *who,
                           const char *password)
{
    struct text both = text_new(mem, TEXT_MAX);
    text_add_format(&both, "%zu %s%s", strlen(who), who, password);
    return secret_hmac(mem, cache->key, (struct bytes){ both.at, both.size });
}

static size_t place_of(struct bytes mac)
{
    return (unsigned char)mac.at[0] % LOGIN_CACHE_SLOTS;
}

bool login_cache_find(const struct login_cache *cache, struct arena *mem, const char *who,
                      const char *password, struct login_owner *owner)
{
    struct bytes mac = mac_of(cache, mem, who, password);
    const struct slot *slot = &cache->slots[place_of(mac)];
    if (slot->until_ms <= clock_monotonic_ms() ||
        !secret_equal((struct bytes){ slot->mac, MAC_SIZE }, mac))
        return false;
    *owner = slot->owner;
    return true;
}

void login_cache_put(struct login_cache *cache, struct arena *mem, const char *who,
                     const char *password, struct login_owner owner)
{
    struct bytes mac = mac_of(cache, mem, who, password);
    struct slot *slot = &cache->slots[place_of(mac)];
    *slot =
        (struct slot){ .owner = owner, .until_ms = clock_monotonic_ms() + LOGIN_CACHE_S * 1000 };
    memcpy(slot->mac, mac.at, MAC_SIZE);
}
