#include "hub/schema.h"

#include "base/fail.h"
#include "base/file.h"

enum { FILE_MAX = 4 * 1024 * 1024, DIGITS = 3 };

static bool has_version(const char *name)
{
    size_t size = strlen(name);
    return strspn(name, "0123456789") == DIGITS && name[DIGITS] == '_' && size > 4 &&
           strcmp(name + size - 4, ".sql") == 0;
}

const struct schema_file *schema_list(struct arena *mem, const char *folder)
{
    struct schema_file *first = NULL, **end = &first;
    int64_t count = 0;
    for (const struct file_name *f = file_list(mem, folder); f; f = f->next) {
        if (!has_version(f->name))
            continue;
        struct schema_file *file = *end = ARENA_ONE(mem, struct schema_file);
        end = &file->next;
        file->name = f->name;
        const char *digits = text_cut(mem, (struct bytes){ f->name, DIGITS });
        if (!text_to_int(digits, &file->version) || file->version != ++count)
            fail(FAIL_BROKEN, "%s/%s is out of order: %03" PRId64 " should come next", folder,
                 f->name, count);
    }
    if (!first)
        fail(FAIL_BROKEN, "%s holds no file like 001_word.sql", folder);
    return first;
}

int64_t schema_version(struct hub *hub)
{
    struct db_rows *rows = sql_schema_exists(hub->db, hub->mem);
    if (!db_next(rows) || !db_bool(rows, "found"))
        return 0;
    rows = sql_schema_version(hub->db, hub->mem);
    return db_next(rows) ? db_int(rows, "version") : 0;
}

bool schema_apply(struct hub *hub, const char *folder, const struct schema_file *file)
{
    const char *path = text_format(hub->mem, "%s/%s", folder, file->name);
    struct bytes commands = file_read(hub->mem, path, FILE_MAX);
    if (!commands.at)
        fail(FAIL_BROKEN, "%s is gone", path);

    db_execute(hub->db, "BEGIN");
    sql_schema_lock(hub->db, hub->mem);
    bool wanted = schema_version(hub) < file->version;
    if (wanted) {
        db_execute(hub->db, commands.at);
        sql_schema_add(hub->db, hub->mem, file->version);
    }
    db_execute(hub->db, "COMMIT");
    return wanted;
}
