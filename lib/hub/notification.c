#include "hub/notification.h"

#include "base/text.h"
#include "hub/channel.h"
#include "hub/retry.h"
#include "hub/unsubscribe.h"

enum { EXPAND_MAX = 20000, WAIT_FIRST_S = 30, WAIT_MAX_S = 3600, SAYS_MAX = 300 };

static int64_t number(struct db_rows *rows)
{
    return db_next(rows) ? db_int(rows, "done") : 0;
}

int64_t notification_expand(struct hub *hub, int64_t wait_s)
{
    return number(sql_notification_expand(hub->db, hub->mem, EXPAND_MAX, wait_s));
}

int64_t notification_group(struct hub *hub, int64_t most_an_hour)
{
    return number(sql_notification_group(hub->db, hub->mem, most_an_hour));
}

static const struct notification_line *lines_of(struct hub *hub, int64_t id)
{
    struct notification_line *first = NULL, **end = &first;
    struct db_rows *rows = sql_notification_lines(hub->db, hub->mem, id, NOTIFICATION_LINES);
    for (; db_next(rows); end = &(*end)->next) {
        struct notification_line *l = *end = ARENA_ONE(hub->mem, struct notification_line);
        l->event = db_int(rows, "event");
        l->kind = db_text(rows, "kind");
        l->at = db_time(rows, "at");
        l->crasher = db_int(rows, "crasher");
        l->run = db_int(rows, "run");
        l->repo = db_text(rows, "repo");
        l->title = db_text(rows, "title");
        l->severity = db_text(rows, "severity");
        l->function = db_text(rows, "function");
        l->file = db_text(rows, "file");
        l->line = db_int(rows, "line");
        l->package = db_text(rows, "package");
        l->target = db_text(rows, "target");
        l->commit = db_text(rows, "commit");
        l->reason = db_text(rows, "reason");
        l->crashes = db_int(rows, "crashes");
        l->weak = db_bool(rows, "weak");
    }
    return first;
}

/* A hook's own address is sealed; that of a person is not. */
static void fill_address(struct hub *hub, struct notification *n, struct db_rows *rows)
{
    struct bytes sealed = db_bytes(rows, "sealed");
    n->to = sealed.at ? channel_open(hub, n->channel, "sealed", sealed) : db_text(rows, "address");
    n->key = channel_open(hub, n->channel, "sealed_key", db_bytes(rows, "sealed_key"));
}

const struct notification *notification_take(struct hub *hub, const char *ways, int64_t lease_s)
{
    struct db_rows *rows = sql_notification_take(hub->db, hub->mem, ways, lease_s);
    if (!db_next(rows))
        return NULL;
    struct notification *n = ARENA_ONE(hub->mem, struct notification);
    n->id = db_int(rows, "id");
    n->attempt = db_int(rows, "attempt");
    n->spent = db_int(rows, "spent");
    n->made_at = db_time(rows, "made_at");
    n->way = db_text(rows, "way");
    n->channel = db_int(rows, "channel");
    n->account = db_int(rows, "account");
    n->account_name = db_text(rows, "account_name");
    n->repo = db_text(rows, "repo");
    n->digest = db_bool(rows, "digest");
    n->kind = db_text(rows, "kind");
    n->total = db_int(rows, "total");
    n->muted = db_int(rows, "muted");
    n->thread = db_int(rows, "thread");
    n->subscription = db_int(rows, "subscription");
    n->why = db_text(rows, "why");
    n->mandatory = db_bool(rows, "mandatory");
    n->test = db_bool(rows, "is_test");
    if (n->account != 0 && n->subscription != 0 && !n->mandatory)
        n->leave = unsubscribe_token(hub->mem, n->subscription, n->account);
    fill_address(hub, n, rows);
    n->lines = lines_of(hub, n->id);
    return n;
}

bool notification_end(struct hub *hub, const struct notification *notification,
                      enum notification_end end, const char *says, int64_t retry_after_s)
{
    static const char *const states[] = { "sent", "waiting", "dead" };
    bool asked = retry_after_s > 0;
    int64_t tries = notification->attempt - notification->spent;
    int64_t wait_s = asked ? retry_after_s : retry_wait_s(WAIT_FIRST_S, tries);
    struct db_rows *rows =
        sql_notification_end(hub->db, hub->mem, notification->id, notification->attempt,
                             states[end], text_clean(hub->mem, bytes_from(says), SAYS_MAX),
                             wait_s < WAIT_MAX_S ? wait_s : WAIT_MAX_S, !asked);
    return db_next(rows) && db_bool(rows, "ours");
}
