#include "hub/reseal.h"

#include "base/fail.h"
#include "base/seal.h"
#include "base/secret.h"

typedef struct db_rows *replace(struct db *, struct arena *, int64_t, struct bytes, struct bytes);

static const struct {
    const char *table;
    replace *replace;
} tables[] = {
    { "account", sql_reseal_account },
    { "channel", sql_reseal_channel },
    { "setting", sql_reseal_setting },
    { "source", sql_reseal_source },
};

static void store(struct hub *hub, struct db_rows *row, struct bytes new)
{
    const char *table = db_text(row, "tab");
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        if (strcmp(tables[i].table, table) == 0)
            tables[i].replace(hub->db, hub->mem, db_int(row, "id"), db_bytes(row, "sealed"), new);
}

static void reseal(struct hub *hub, struct db_rows *row, bool dry, reseal_lost *tell,
                   struct reseal_counts *counts)
{
    struct bytes plain, sealed = db_bytes(row, "sealed");
    struct seal_place place = { db_text(row, "tab"), db_text(row, "col"), db_text(row, "row") };
    const char *kid = seal_kid(hub->mem, sealed);
    if (!seal_open(hub->mem, place, sealed, &plain)) {
        counts->lost++;
        tell(place.table, db_int(row, "id"), kid);
        return;
    }
    if (strcmp(kid, secret_current_kid()) == 0) {
        counts->current++;
        return;
    }
    if (!dry)
        store(hub, row, seal_close(hub->mem, place, plain));
    counts->resealed++;
}

struct reseal_counts reseal_all(struct hub *hub, bool dry, reseal_lost *tell)
{
    struct reseal_counts counts = { 0 };
    const char *after = "";
    for (bool more = true; more;) {
        more = false;
        struct db_rows *rows = sql_reseal_list(hub->db, hub->mem, after);
        while (db_next(rows)) {
            more = true;
            after = db_text(rows, "key");
            reseal(hub, rows, dry, tell, &counts);
        }
    }
    return counts;
}

int64_t reseal_count_kid(struct hub *hub, const char *kid)
{
    int64_t count = 0;
    const char *after = "";
    for (bool more = true; more;) {
        more = false;
        struct db_rows *rows = sql_reseal_list(hub->db, hub->mem, after);
        while (db_next(rows)) {
            more = true;
            after = db_text(rows, "key");
            const char *its = seal_kid(hub->mem, db_bytes(rows, "sealed"));
            count += its && strcmp(its, kid) == 0;
        }
    }
    return count;
}
