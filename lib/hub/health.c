#include "hub/health.h"

#include "base/fail.h"

struct checks {
    struct arena *mem;
    struct health_check *first, **end;
};

static void add(struct checks *checks, const char *name, bool good, const char *says)
{
    struct health_check *check = *checks->end = ARENA_ONE(checks->mem, struct health_check);
    checks->end = &check->next;
    check->name = name;
    check->good = good;
    check->says = says;
}

/* Without these, what was acknowledged can be lost. */
static void add_durability(struct checks *checks, struct db_rows *rows)
{
    static const char *const settings[] = { "synchronous_commit", "fsync", "full_page_writes" };
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        const char *value = db_text(rows, settings[i]);
        bool good = strcmp(value, "off") != 0;
        add(checks, settings[i], good,
            good ? value : text_format(checks->mem, "%s: set it to on in postgresql.conf", value));
    }
}

const struct health_check *health_list(struct hub *hub)
{
    struct checks checks = { .mem = hub->mem };
    checks.end = &checks.first;
    struct db_rows *rows = sql_health_read(hub->db, hub->mem);
    if (!db_next(rows))
        fail(FAIL_BROKEN, "health_read returned no row");
    int64_t version = db_int(rows, "version"), age = db_int(rows, "pending_age");
    bool read_only = db_bool(rows, "read_only");

    add(&checks, "database", !read_only,
        read_only ? "it is a standby and takes no results"
                  : text_format(hub->mem, "PostgreSQL %s", db_text(rows, "server")));
    add(&checks, "schema", version == HUB_SCHEMA_VERSION,
        version == HUB_SCHEMA_VERSION
            ? text_format(hub->mem, "version %d", HUB_SCHEMA_VERSION)
            : text_format(hub->mem, "version %" PRId64 ", these programs need %d: %s", version,
                          HUB_SCHEMA_VERSION,
                          version < HUB_SCHEMA_VERSION ? "run nopanic migrate"
                                                       : "install the newer programs"));
    add_durability(&checks, rows);
    bool rolls = age <= HEALTH_PENDING_MAX_S;
    add(&checks, "roll", rolls,
        rolls ? "counts are up to date"
              : text_format(hub->mem, "counts have waited for %" PRId64 " s: is cron/roll running?",
                            age));
    return checks.first;
}

bool health_good(const struct health_check *checks)
{
    for (const struct health_check *c = checks; c; c = c->next)
        if (!c->good)
            return false;
    return true;
}
