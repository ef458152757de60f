/*
 * Thirty days as bars, one a day: crashes red, by the square root of their number; failed runs
 * amber; clean ones low and grey-green.
 */
#ifndef APP_SPARK_H
#define APP_SPARK_H

#include "app/doc.h"
#include "hub/activity.h"

/* Template: the data of three paths in a field of 120 by 24, SPARK_BAD, SPARK_FAIL, SPARK_OK, and
 * SPARK_SAYS.  JSON: "activity", a list of the days on which something happened. */
void spark_fill(struct doc *doc, const struct activity *activity);

#endif
