/*
 * The parts of a multipart/form-data body (RFC 7578), and the fields of a urlencoded one.
 *
 * Limits: 1,000 parts, 200 bytes of boundary, 8 kB of headers a part.  Parts point into the body.
 */
#ifndef BASE_FORM_H
#define BASE_FORM_H

#include "base/text.h"

struct form_part {
    struct form_part *next;
    const char *name;     /* of the field */
    const char *filename; /* as sent, NULL if none; for display only */
    const char *type;     /* Content-Type of the part, NULL if none */
    struct bytes value;
};

/* fail(FAIL_INPUT) if the body does not hold together; in the order sent. */
const struct form_part *form_parts(struct arena *mem, const char *content_type, struct bytes body);

/* name=value&… with %41 and + decoded; fail(FAIL_INPUT) on %00, on broken escapes, on what is not
 * UTF-8, and past 1,000 fields.  value.at ends with NUL. */
const struct form_part *form_fields(struct arena *mem, struct bytes encoded);

/* One value as it stands in a query: all but letters, digits and "-._~" as %XX. */
char *form_escape(struct arena *mem, const char *value);

#endif
