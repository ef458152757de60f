#include "hub/saved_filter.h"

#include "base/fail.h"

struct db_rows *saved_filter_ask(struct hub *hub)
{
    return sql_saved_filter_list(hub->db, hub->mem);
}

const struct saved_filter *saved_filter_take(struct hub *hub, struct db_rows *rows)
{
    struct saved_filter *first = NULL, **end = &first;
    for (; rows && db_next(rows); end = &(*end)->next) {
        struct saved_filter *f = *end = ARENA_ONE(hub->mem, struct saved_filter);
        f->id = db_int(rows, "id");
        f->name = db_text(rows, "name");
        f->address = db_text(rows, "address");
    }
    return first;
}

const struct saved_filter *saved_filter_find(struct hub *hub, int64_t id)
{
    return saved_filter_take(hub, sql_saved_filter_find(hub->db, hub->mem, id));
}

void saved_filter_set(struct hub *hub, const char *name, const char *address)
{
    if (strlen(name) > SAVED_NAME_MAX)
        fail(FAIL_REFUSED, "name is longer than %d bytes", SAVED_NAME_MAX);
    if (strlen(address) > SAVED_ADDRESS_MAX)
        fail(FAIL_REFUSED, "the filter is longer than %d bytes", SAVED_ADDRESS_MAX);
    if (!db_next(sql_saved_filter_set(hub->db, hub->mem, name, address, SAVED_FILTERS_MAX)))
        fail(FAIL_REFUSED, "at most %d filters can be kept: let go of one first",
             SAVED_FILTERS_MAX);
}

void saved_filter_forget(struct hub *hub, int64_t id)
{
    if (!db_next(sql_saved_filter_forget(hub->db, hub->mem, id)))
        fail(FAIL_CONFLICT, "this filter is not there any more");
}
