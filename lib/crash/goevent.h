/* One line of `go test -json`. */
#ifndef CRASH_GOEVENT_H
#define CRASH_GOEVENT_H

#include "base/text.h"

/* The fields that are of interest, escaped as they stand in the line; empty if they are missing. */
struct goevent {
    struct bytes action, package, test, output;
};

/* False if the line is no event.  It need not be perfect JSON, but a flat object. */
MUST_USE bool goevent_read(struct bytes line, struct goevent *event);

/* Writes the text of a field, which is never longer than the field; returns its size. */
size_t goevent_unescape(struct bytes field, char *to);

#endif
