#include <stdio.h>
#include <stdlib.h>

#include "app/command.h"
#include "base/config.h"
#include "base/fail.h"
#include "hub/schema.h"

enum { MIGRATION_MS = 600000 };

/* The newest version of the folder. */
static int64_t newest(const struct schema_file *files)
{
    while (files->next)
        files = files->next;
    return files->version;
}

void command_migrate(struct command_call *call)
{
    command_no_more(call);
    const char *folder = config_text("SCHEMA");
    const struct schema_file *files = schema_list(call->hub.mem, folder);
    if (newest(files) != HUB_SCHEMA_VERSION)
        fail(FAIL_BROKEN, "%s ends with version %" PRId64 ", but this program is of version %d",
             folder, newest(files), HUB_SCHEMA_VERSION);

    command_open_any(call, MIGRATION_MS);
    int64_t version = schema_version(&call->hub);
    if (version > HUB_SCHEMA_VERSION)
        fail(FAIL_BROKEN,
             "the database is of version %" PRId64 ", newer than this program (%d): "
             "install the newer programs again",
             version, HUB_SCHEMA_VERSION);
    for (const struct schema_file *f = files; f; f = f->next)
        if (f->version > version && schema_apply(&call->hub, folder, f))
            printf("applied %s\n", f->name);
    printf("the database is of version %d\n", HUB_SCHEMA_VERSION);
}
