/* Which passwords people may choose: long ones that nobody would try first. */
#ifndef HUB_PASSWORD_H
#define HUB_PASSWORD_H

#include "base/text.h"

enum {
    PASSWORD_CHARACTERS_MIN = 12,
    PASSWORD_CHARACTERS_MAX = 128,
    PASSWORD_BYTES_MAX = 511, /* what libcrypt takes */
};

/* NULL if somebody of this name may choose it: 12 to 128 characters of any kind, not a common word
 * or pattern made long.  Else the rule that it breaks. */
const char *password_problem(const char *password, const char *name);
/* The same as fail(FAIL_REFUSED). */
void password_need(const char *password, const char *name);

#endif
