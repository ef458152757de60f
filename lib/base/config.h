/*
 * Configuration: the environment, names that begin with NOPANIC_, against one table of what exists.
 *
 * The table in config.c is the single list of settings: name, default, and the sentence that
 * README's table shows.  An unknown NOPANIC_ name in the environment is told as a warning.
 */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include "base/base.h"

/* The value of a setting, its default if unset or empty; NULL if it has no default.  name is
 * without the prefix: config_text("URL").  A name that is not in the table is a bug: abort(). */
const char *config_text(const char *name);

/* The same as a number between the bounds of the table; anything else ends the program with a
 * message that names the setting and the bounds. */
int64_t config_int(const char *name);
bool config_flag(const char *name); /* "1", "yes", "on", "true" */

/* Walks the table for documentation and checks; NULL ends it. */
struct config_entry {
    const char *name;    /* "PORT" stands for NOPANIC_PORT */
    const char *value;   /* default, or NULL */
    int64_t least, most; /* of a number; both 0 for text */
    const char *says;    /* one sentence */
};
const struct config_entry *config_entry(size_t index);

/* The first NOPANIC_ name of the environment that the table lacks, or NULL. */
const char *config_unknown(void);

#endif
