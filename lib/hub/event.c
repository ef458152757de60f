#include "hub/event.h"

#include "hub/ids.h"

static struct event *event_from(struct hub *hub, struct db_rows *rows)
{
    struct event *e = ARENA_ONE(hub->mem, struct event);
    e->id = db_int(rows, "id");
    e->kind = db_text(rows, "kind");
    e->at = db_int(rows, "at");
    e->crasher = db_int(rows, "crasher");
    e->run = db_int(rows, "run");
    return e;
}

const struct event *event_take(struct hub *hub, struct db_rows *rows)
{
    struct event *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct event *e = *end = event_from(hub, rows);
        e->repo = db_text(rows, "repo");
        e->title = db_text(rows, "title");
        e->function = db_text(rows, "function");
        e->severity = db_text(rows, "severity");
        end = &e->next;
    }
    return first;
}

const struct event *event_take_crasher(struct hub *hub, struct db_rows *rows)
{
    struct event *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct event *e = *end = event_from(hub, rows);
        e->other = db_int(rows, "other");
        e->account = db_text(rows, "account");
        e->commit = db_text(rows, "commit");
        e->becomes = db_text(rows, "becomes");
        e->who = db_text(rows, "who");
        e->until = db_text(rows, "until");
        e->more = db_int(rows, "more");
        e->reason = db_text(rows, "reason");
        end = &e->next;
    }
    return first;
}

struct db_rows *event_ask_news(struct hub *hub, int64_t since)
{
    return sql_event_list_news(hub->db, hub->mem, since);
}

struct db_rows *event_ask_repo(struct hub *hub, int64_t repo)
{
    return sql_event_list_repo(hub->db, hub->mem, repo);
}

struct db_rows *event_ask_crashers(struct hub *hub, const int64_t *crashers, size_t count)
{
    return sql_event_list_crashers(hub->db, hub->mem, ids_text(hub->mem, crashers, count));
}

struct db_rows *event_ask_crasher(struct hub *hub, int64_t crasher)
{
    return sql_event_list_crasher(hub->db, hub->mem, crasher);
}
