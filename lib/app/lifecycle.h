/* What a crasher has been through, and what comes next. */
#ifndef APP_LIFECYCLE_H
#define APP_LIFECYCLE_H

#include "app/doc.h"
#include "hub/crasher.h"
#include "hub/event.h"

/* Template: the list STEPS with STEP_CLASS, STEP_WORD and STEP_SAYS.  JSON: nothing. */
void lifecycle_fill(struct doc *doc, const struct crasher_report *report);

/* Adds the list history. */
void lifecycle_history(struct doc *doc, const struct event *events);

#endif
