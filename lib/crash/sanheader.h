/* The first line of a report: "==21859==ERROR: AddressSanitizer: heap-buffer-overflow on …". */
#ifndef CRASH_SANHEADER_H
#define CRASH_SANHEADER_H

#include "crash/interest.h"

/* False if the line is none.  The engine is "asan", "libfuzzer"; the message what stands behind the
 * name of the tool. */
MUST_USE bool sanheader_read(struct bytes line, const char **engine, struct bytes *message);

/* Whether the address that the message tells is in the first page. */
bool sanheader_is_near_null(struct bytes message);

void sanheader_name(struct interest *interest, unsigned who);

#endif
