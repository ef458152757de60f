#include "base/limit.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <time.h>

#include "base/fail.h"
#include "base/hash.h"

enum { PLACES = 4096, PROBES = 16 };

/*
 * Each key has one number: the moment up to which its allowance is spent.  Taking one moves it on
 * by the interval of the rate, from now at least; it may lie ahead of now by a burst.
 */
struct place {
    _Atomic uint64_t key; /* hash; 0: nobody's */
    _Atomic int64_t spent_us;
};

struct limit {
    int64_t interval_us, burst_us;
    struct place places[PLACES];
};

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

struct limit *limit_new(int64_t per_minute, int64_t burst)
{
    struct limit *limit =
        mmap(NULL, sizeof(*limit), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (limit == MAP_FAILED)
        fail(FAIL_BROKEN, "no shared memory: %s", strerror(errno));
    limit->interval_us = 60000000 / per_minute;
    limit->burst_us = limit->interval_us * burst;
    return limit;
}

/* 0 stands for nobody. */
static uint64_t hash_of(const char *key)
{
    uint64_t value = hash_bytes(HASH_START, bytes_from(key));
    return value > 0 ? value : 1;
}

/* The key's place, or one that nobody needs any more, or, among the crowded, somebody else's. */
static struct place *place_of(struct limit *limit, uint64_t key, int64_t now)
{
    for (size_t i = 0; i < PROBES; i++) {
        struct place *p = &limit->places[(key + i) % PLACES];
        if (atomic_load(&p->key) == key)
            return p;
    }
    for (size_t i = 0; i < PROBES; i++) {
        struct place *p = &limit->places[(key + i) % PLACES];
        uint64_t other = atomic_load(&p->key);
        if ((other == 0 || atomic_load(&p->spent_us) <= now) &&
            atomic_compare_exchange_strong(&p->key, &other, key))
            return p;
    }
    return &limit->places[key % PLACES];
}

bool limit_take(struct limit *limit, const char *key, int64_t *wait_s)
{
    int64_t now = now_us();
    struct place *p = place_of(limit, hash_of(key), now);
    int64_t spent = atomic_load(&p->spent_us), next;
    do {
        next = (spent > now ? spent : now) + limit->interval_us;
        if (next - now > limit->burst_us) {
            *wait_s = (next - now - limit->burst_us) / 1000000 + 1;
            return false;
        }
    } while (!atomic_compare_exchange_weak(&p->spent_us, &spent, next));
    return true;
}
