/*
 * Comma-separated values that a spreadsheet takes for text: every field is quoted, and one that
 * would begin a formula gets an apostrophe before it.
 */
#ifndef APP_CSV_H
#define APP_CSV_H

#include "base/text.h"

/* The next field of a line; NULL is an empty one. */
void csv_field(struct text *to, const char *value);
/* Ends the line. */
void csv_end(struct text *to);

#endif
