/*
 * The schema of the database: files NNN_word.sql of one folder, applied in order, never undone.
 *
 * Each file is applied in a transaction of its own, which also records its number, so that a
 * migration that breaks off leaves the version before it.
 */
#ifndef HUB_SCHEMA_H
#define HUB_SCHEMA_H

#include "hub/hub.h"

struct schema_file {
    struct schema_file *next;
    int64_t version;  /* 3 of "003_work.sql" */
    const char *name; /* "003_work.sql" */
};

/* The files of a folder by version; fail(FAIL_BROKEN) unless they count from 1 without a gap. */
const struct schema_file *schema_list(struct arena *mem, const char *folder);

/* What the database has; 0 if nothing was applied yet. */
int64_t schema_version(struct hub *hub);

/* Applies a file unless the database has it already; false then.  One caller at a time: others wait
 * up to a minute. */
bool schema_apply(struct hub *hub, const char *folder, const struct schema_file *file);

#endif
