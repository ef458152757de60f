/* What a crasher has been through, and what comes next. */
#ifndef APP_LIFECYCLE_H
#define APP_LIFECYCLE_H

#include "app/doc.h"
#include "hub/crasher.h"
#include "hub/event.h"

/* Template: the list STEPS with STEP_CLASS, STEP_WORD and STEP_SAYS.  JSON: nothing. */
void lifecycle_fill(struct doc *doc, const struct crasher_report *report);

/* One line of the history. */
void lifecycle_event(struct doc *row, const struct event *e);

#endif
