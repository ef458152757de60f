#include "hub/reseal.h"

#include "base/fail.h"
#include "base/seal.h"
#include "base/secret.h"

typedef struct db_rows *replace(struct db *, struct arena *, int64_t, struct bytes, struct bytes);

static const struct {
    const char *table, *column;
    replace *replace;
} places[] = {
    { "account", "totp_sealed", sql_reseal_account },
    { "channel", "sealed", sql_reseal_channel },
    { "channel", "sealed_key", sql_reseal_channel_key },
    { "setting", "sealed", sql_reseal_setting },
    { "source", "sealed", sql_reseal_source },
};

static void store(struct hub *hub, struct db_rows *row, struct bytes new)
{
    const char *table = db_text(row, "tab"), *column = db_text(row, "col");
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (strcmp(places[i].table, table) == 0 && strcmp(places[i].column, column) == 0)
            places[i].replace(hub->db, hub->mem, db_int(row, "id"), db_bytes(row, "sealed"), new);
}

/* What is done with each secret that is stored, one after the other. */
struct walk {
    struct hub *hub;
    bool dry;
    reseal_lost *tell;
    struct reseal_counts counts;
    const char *kid; /* to be counted */
    int64_t of_kid;
};
typedef void visit(struct walk *walk, struct db_rows *row);

static void walk_all(struct walk *walk, visit *see)
{
    struct hub *hub = walk->hub;
    const char *after = "";
    for (bool more = true; more;) {
        more = false;
        struct db_rows *rows = sql_reseal_list(hub->db, hub->mem, after);
        while (db_next(rows)) {
            more = true;
            after = db_text(rows, "key");
            see(walk, rows);
        }
    }
}

static void reseal(struct walk *walk, struct db_rows *row)
{
    struct hub *hub = walk->hub;
    struct bytes plain, sealed = db_bytes(row, "sealed");
    struct seal_place place = { db_text(row, "tab"), db_text(row, "col"), db_text(row, "row") };
    const char *kid = seal_kid(hub->mem, sealed);
    if (!seal_open(hub->mem, place, sealed, &plain)) {
        walk->counts.lost++;
        walk->tell(place.table, db_int(row, "id"), kid);
        return;
    }
    if (strcmp(kid, secret_current_kid()) == 0) {
        walk->counts.current++;
        return;
    }
    if (!walk->dry)
        store(hub, row, seal_close(hub->mem, place, plain));
    walk->counts.resealed++;
}

struct reseal_counts reseal_all(struct hub *hub, bool dry, reseal_lost *tell)
{
    struct walk walk = { .hub = hub, .dry = dry, .tell = tell };
    walk_all(&walk, reseal);
    return walk.counts;
}

static void count(struct walk *walk, struct db_rows *row)
{
    const char *kid = seal_kid(walk->hub->mem, db_bytes(row, "sealed"));
    walk->of_kid += kid && strcmp(kid, walk->kid) == 0;
}

int64_t reseal_count_kid(struct hub *hub, const char *kid)
{
    struct walk walk = { .hub = hub, .kid = kid };
    walk_all(&walk, count);
    return walk.of_kid;
}
