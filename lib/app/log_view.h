/* A log on a page: lines that tell of the crash stand out, those of progress step back. */
#ifndef APP_LOG_VIEW_H
#define APP_LOG_VIEW_H

#include "app/doc.h"
#include "hub/kept_log.h"

/* Adds log_id, run_id, size, kept_size, and for the template the list LINES; skips up to a line end
 * if from_line is set: the log begins in the middle of a line then. */
void log_view_fill(struct doc *doc, const struct kept_log *log, bool from_line);

#endif
