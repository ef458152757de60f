/* Notifications to be written down. */
#ifndef NEWS_H
#define NEWS_H

#include "hub/notification.h"
#include "scene.h"

#define NEWS_SITE "https://hub.example"

static inline struct notification_line *news_crasher(struct arena *mem, int64_t id)
{
    struct notification_line *l = ARENA_ONE(mem, struct notification_line);
    *l = (struct notification_line){ .event = 100 + id,
                                     .kind = "new",
                                     .at = 1790000000,
                                     .crasher = id,
                                     .run = 12,
                                     .repo = "XXyCorp/vault",
                                     .title = "index out of range [4] with length 4",
                                     .severity = "high",
                                     .function = "example.org/vault/helper/xor.Mask",
                                     .file = "helper/xor/xor.go",
                                     .line = 46,
                                     .package = "helper/xor",
                                     .target = "FuzzMask",
                                     .commit = "3f2a1b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a",
                                     .crashes = 3 };
    return l;
}

/* Of `count` new crashers, 482 and so on. */
static inline struct notification *news_of(struct arena *mem, int64_t count)
{
    struct notification *n = ARENA_ONE(mem, struct notification);
    *n = (struct notification){ .id = 7,
                                .attempt = 1,
                                .made_at = 1790000000,
                                .way = "email",
                                .to = "mira@example.org",
                                .account = 9,
                                .account_name = "mira",
                                .repo = "XXyCorp/vault",
                                .total = count,
                                .why = "You star XXyCorp/vault",
                                .leave = "3.9.abc" };
    struct notification_line **end = (struct notification_line **)&n->lines;
    for (int64_t i = 0; i < count && i < NOTIFICATION_LINES; i++, end = &(*end)->next)
        *end = news_crasher(mem, 482 + i);
    n->thread = count == 1 ? 482 : 0;
    return n;
}

/* `count` times the same characters. */
static inline char *news_repeat(struct arena *mem, const char *what, size_t count)
{
    struct text all = text_new(mem, SIZE_MAX);
    for (size_t i = 0; i < count; i++)
        text_add(&all, what);
    return all.at;
}

/* Twenty, of several repositories, each text of which is 5,000 times this. */
static inline struct notification *news_flood(struct arena *mem, const char *what)
{
    struct notification *n = news_of(mem, 1000);
    char *much = news_repeat(mem, what, 5000);
    for (const struct notification_line *c = n->lines; c; c = c->next) {
        struct notification_line *l = (struct notification_line *)(uintptr_t)c;
        l->title = l->function = l->file = l->package = l->target = l->commit = l->reason = much;
        l->weak = true;
    }
    n->repo = NULL;
    n->why = much;
    n->digest = true;
    return n;
}

#endif
