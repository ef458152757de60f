/* A crash report: its stack traces, frames of the repository before the eyes, the others folded. */
#ifndef APP_REPORT_H
#define APP_REPORT_H

#include "app/doc.h"
#include "app/excerpt.h"
#include "hub/crasher.h"

/* Adds message, frames and stacks, with the source of frames as far as excerpts (may be NULL) have
 * it.  Template: the list GROUPS of each stack, where OURS is one frame of the repository and FOLD
 * a row of others; NO_SOURCE if there is none of any frame that has a line. */
void report_fill(struct doc *doc, const struct crasher_report *report, struct excerpts *excerpts);

#endif
