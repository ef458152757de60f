#include "app/dispatcher.h"

#include "app/job.h"
#include "app/lane.h"
#include "base/config.h"
#include "base/process.h"

/* Several at a time of each way; mails of the outbox have lanes beside those of news. */
enum { LANES_OF_WAY = 8, WAYS = 8, LANES = LANES_OF_WAY * WAYS, LOOK_MS = 500 };
enum { MEMORY = 16 * 1024 * 1024 };

static const char *const ways[WAYS] = { NULL,    "email",   "slack",      "slack_dm",
                                        "teams", "discord", "mattermost", "webhook" };

struct dispatcher {
    struct hub hub; /* of the statements between */
    struct lane lanes[LANES];
    struct process_child *children[LANES]; /* of the lanes; NULL: the lane is free */
    int64_t tried;
};

static void free_arena(void *mem)
{
    arena_free(mem);
}

/* A round may last: what is used up once is given back at once. */
static struct hub own_hub(const struct hub *hub)
{
    struct hub own = *hub;
    own.mem = arena_new(MEMORY);
    arena_defer(hub->mem, free_arena, own.mem);
    return own;
}

static struct dispatcher *dispatcher_new(struct hub *hub)
{
    struct dispatcher *d = ARENA_ONE(hub->mem, struct dispatcher);
    d->hub = own_hub(hub);
    for (size_t i = 0; i < LANES; i++)
        d->lanes[i].hub = own_hub(hub);
    return d;
}

/* Fills the lanes of a way that are free with what is due. */
static void begin_some(struct dispatcher *d, size_t w)
{
    for (size_t i = w * LANES_OF_WAY; i < (w + 1) * LANES_OF_WAY; i++)
        while (!d->children[i] && !job_ending()) {
            bool any = lane_take(&d->lanes[i], ways[w]);
            if (any)
                d->children[i] = lane_begin(&d->lanes[i]);
            if (!d->children[i])
                arena_reset(d->lanes[i].hub.mem);
            if (!any)
                return;
            d->tried++;
        }
}

/* Waits for one, for LOOK_MS at most: then there may be new ones. */
static void finish_one(struct dispatcher *d)
{
    int i = process_wait(d->children, LANES, LOOK_MS);
    if (i < 0)
        return;
    lane_finish(&d->lanes[i], d->children[i]);
    d->children[i] = NULL;
    arena_reset(d->lanes[i].hub.mem);
}

static bool any_on_its_way(const struct dispatcher *d)
{
    for (size_t i = 0; i < LANES; i++)
        if (d->children[i])
            return true;
    return false;
}

/* Whether there was anything. */
static bool make_news(struct dispatcher *d)
{
    int64_t made = notification_expand(&d->hub, config_int("NOTIFY_WAIT_S"));
    made += notification_group(&d->hub, config_int("NOTIFY_MAX"));
    arena_reset(d->hub.mem);
    return made > 0;
}

int64_t dispatcher_round(struct hub *hub)
{
    struct dispatcher *d = dispatcher_new(hub);
    int64_t before;
    bool made;
    do {
        before = d->tried;
        made = !job_ending() && make_news(d);
        for (size_t w = 0; w < WAYS; w++)
            begin_some(d, w);
        if (any_on_its_way(d))
            finish_one(d);
    } while (made || d->tried > before || any_on_its_way(d));
    return d->tried;
}
