#include "hub/upkeep.h"

#include "base/fail.h"

bool upkeep_lock(struct hub *hub, const char *job)
{
    struct db_rows *rows = sql_upkeep_lock(hub->db, hub->mem, job);
    return db_next(rows) && db_bool(rows, "got");
}

void upkeep_unlock(struct hub *hub, const char *job)
{
    sql_upkeep_unlock(hub->db, hub->mem, job);
}

static int64_t done(struct db_rows *rows)
{
    if (!db_next(rows))
        fail(FAIL_BROKEN, "a function returned no row");
    return db_int(rows, "done");
}

int64_t upkeep_roll(struct hub *hub)
{
    return done(sql_upkeep_roll(hub->db, hub->mem));
}

int64_t upkeep_measure(struct hub *hub, int64_t most)
{
    return done(sql_upkeep_measure(hub->db, hub->mem, most));
}

int64_t upkeep_missing(struct hub *hub, int64_t stale_days)
{
    return done(sql_upkeep_missing(hub->db, hub->mem, stale_days));
}

int64_t upkeep_mend(struct hub *hub)
{
    return done(sql_upkeep_mend(hub->db, hub->mem));
}

int64_t upkeep_prune(struct hub *hub, int64_t keep)
{
    return done(sql_upkeep_prune(hub->db, hub->mem, keep));
}
