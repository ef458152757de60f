#include "hub/rebucket.h"

const struct rebucket_repo *rebucket_repos(struct hub *hub, const char *name, bool waiting)
{
    struct db_rows *rows = sql_rebucket_repos(hub->db, hub->mem, name, waiting);
    struct rebucket_repo *first = NULL, **end = &first;
    for (; db_next(rows); end = &(*end)->next) {
        *end = ARENA_ONE(hub->mem, struct rebucket_repo);
        (*end)->id = db_int(rows, "id");
        (*end)->name = db_text(rows, "name");
        (*end)->rules = db_text(rows, "rules");
        (*end)->depth = db_int(rows, "depth");
    }
    return first;
}

static const int64_t *ids_of(struct hub *hub, struct db_rows *rows, int64_t most)
{
    int64_t *ids = arena_alloc(hub->mem, (size_t)(most + 1) * sizeof(ids[0]));
    for (int64_t i = 0; i < most && db_next(rows); i++)
        ids[i] = db_int(rows, "id");
    return ids;
}

const int64_t *rebucket_list(struct hub *hub, int64_t repo, int64_t after, int64_t most)
{
    return ids_of(hub, sql_rebucket_list(hub->db, hub->mem, repo, after, most), most);
}

const int64_t *rebucket_list_newest(struct hub *hub, int64_t repo, int64_t most)
{
    return ids_of(hub, sql_rebucket_list_newest(hub->db, hub->mem, repo, most), most);
}

struct rebucket_counts rebucket_run(struct hub *hub, const struct rebucket_repo *repo, bool dry,
                                    rebucket_told *told, void *context)
{
    struct rebucket *rebucket =
        rebucket_new(hub, repo->id, rule_set_read(hub->mem, repo->rules, repo->depth));
    bool on = true, finished = dry;
    int64_t after = 0;
    while (on) {
        const int64_t *ids = rebucket_list(hub, repo->id, after, REBUCKET_BATCH);
        if (!*ids && finished)
            break;
        /* What was made meanwhile by the rules before comes in another round. */
        if (!*ids && !finished) {
            sql_rebucket_finish(hub->db, hub->mem, repo->id, repo->rules, repo->depth);
            finished = true;
        }
        on = told(context, NULL);
        for (; on && *ids; ids++) {
            const struct rebucket_change *change =
                dry ? rebucket_look(rebucket, *ids) : rebucket_apply(rebucket, *ids);
            after = *ids;
            if (change)
                on = told(context, change);
        }
    }
    return *rebucket_counts(rebucket);
}
