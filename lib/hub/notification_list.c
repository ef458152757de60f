#include "hub/notification_list.h"

#include "base/fail.h"
#include "hub/audit.h"

const struct notification_letter *notification_list(struct hub *hub,
                                                    const struct notification_filter *filter)
{
    struct notification_letter *first = NULL, **end = &first;
    struct db_rows *rows = sql_notification_list(hub->db, hub->mem, filter->state, filter->search,
                                                 filter->before, filter->most);
    for (; db_next(rows); end = &(*end)->next) {
        struct notification_letter *l = *end = ARENA_ONE(hub->mem, struct notification_letter);
        l->id = db_int(rows, "id");
        l->way = db_text(rows, "way");
        l->to = db_text(rows, "recipient");
        l->account = db_text(rows, "account");
        l->repo = db_text(rows, "repo");
        l->crasher = db_int(rows, "crasher");
        l->events = db_int(rows, "events");
        l->state = db_text(rows, "state");
        l->attempts = db_int(rows, "attempts");
        l->answer = db_text(rows, "answer");
        l->made_at = db_time(rows, "made_at");
        l->due_at = db_time(rows, "due_at");
        l->sent_at = db_time(rows, "sent_at");
    }
    return first;
}

const struct notification_letter *notification_find(struct hub *hub, int64_t id)
{
    struct notification_filter filter = {
        .state = "", .search = "", .before = id < INT64_MAX ? id + 1 : 0, .most = 1
    };
    const struct notification_letter *l = notification_list(hub, &filter);
    return l && l->id == id ? l : NULL;
}

const struct notification_try *notification_tries(struct hub *hub, int64_t id)
{
    struct notification_try *first = NULL, **end = &first;
    struct db_rows *rows = sql_notification_tries(hub->db, hub->mem, id);
    for (; db_next(rows); end = &(*end)->next) {
        struct notification_try *t = *end = ARENA_ONE(hub->mem, struct notification_try);
        t->number = db_int(rows, "number");
        t->at = db_time(rows, "at");
        t->state = db_text(rows, "state");
        t->answer = db_text(rows, "answer");
    }
    return first;
}

struct notification_untold notification_untold(struct hub *hub)
{
    struct db_rows *rows = sql_notification_untold(hub->db, hub->mem);
    struct notification_untold untold = { 0 };
    if (db_next(rows))
        untold = (struct notification_untold){ db_int(rows, "number"), db_text(rows, "reason") };
    return untold;
}

int64_t notification_dead(struct hub *hub)
{
    struct db_rows *rows = sql_notification_dead(hub->db, hub->mem);
    return db_next(rows) ? db_int(rows, "number") : 0;
}

static int64_t again(struct hub *hub, int64_t id)
{
    struct db_rows *rows = sql_notification_again(hub->db, hub->mem, id);
    return db_next(rows) ? db_int(rows, "number") : 0;
}

void notification_again(struct hub *hub, int64_t id, const char *address)
{
    if (id < 1 || again(hub, id) == 0)
        fail(FAIL_CONFLICT, "there is no such notification that was given up");
    audit_add(hub, "notification.again", text_format(hub->mem, "%" PRId64, id), address);
}

void notification_again_all(struct hub *hub, const char *address)
{
    int64_t number = again(hub, 0);
    audit_add(hub, "notification.again_all",
              text_format(hub->mem, "%" PRId64 " that were given up", number), address);
}

void notification_cancel(struct hub *hub, int64_t id, const char *address)
{
    struct db_rows *rows = sql_notification_cancel(hub->db, hub->mem, id);
    if (!db_next(rows) || !db_bool(rows, "done"))
        fail(FAIL_CONFLICT, "there is no such notification that is still to be sent");
    audit_add(hub, "notification.cancel", text_format(hub->mem, "%" PRId64, id), address);
}
