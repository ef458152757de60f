#include "hub/notification_told.h"

const struct notification_told *notification_told(struct hub *hub)
{
    struct notification_told *first = NULL, **end = &first;
    struct db_rows *rows = sql_notification_told(hub->db, hub->mem);
    for (; db_next(rows); end = &(*end)->next) {
        struct notification_told *t = *end = ARENA_ONE(hub->mem, struct notification_told);
        t->at = db_time(rows, "at");
        t->way = db_text(rows, "way");
        t->state = db_text(rows, "state");
        t->repo = db_text(rows, "repo");
        t->crasher = db_int(rows, "crasher");
        t->events = db_int(rows, "events");
        t->answer = db_text(rows, "answer");
    }
    return first;
}
