/* A run as the lists and its own page tell it. */
#ifndef APP_RUN_ROW_H
#define APP_RUN_ROW_H

#include "app/doc.h"
#include "hub/run.h"

/* Adds id, status, counts, times, commit, branch, origin; template: {{SIGN}} too. */
void run_row_fill(struct doc *doc, const struct run *run);

#endif
