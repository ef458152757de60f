/*
 * Names that people and CI jobs choose: what may be one, and how long it may be.
 *
 * A name is UTF-8 text that shows as it is: no control characters, none that change the direction
 * of writing, none without width, and not blank.
 */
#ifndef HUB_NAME_H
#define HUB_NAME_H

#include "base/text.h"

enum { NAME_SIZE_MAX = 400 }; /* bytes, unless a field says less */

/* fail(FAIL_REFUSED), naming the field, unless value is such a name of at most size_max bytes. */
void name_need(const char *field, const char *value, size_t size_max);

/* fail(FAIL_REFUSED) unless it is OWNER/NAME: each begins with a letter or digit, goes on with
 * letters, digits, dot, underscore, hyphen, and has at most 100 of them. */
void name_need_repo(const char *value);

/* fail(FAIL_REFUSED) unless it is such an OWNER/NAME in which each may have one '*', for any run of
 * characters: "XXyCorp/lib-*". */
void name_need_pattern(const char *value);

/* fail(FAIL_REFUSED) unless it is a full commit id: 40 or 64 lower-case hexadecimal digits. */
void name_need_commit(const char *value);

/* fail(FAIL_REFUSED) unless it is a SHA-256: 64 lower-case hexadecimal digits. */
void name_need_digest(const char *field, const char *value);

/* fail(FAIL_REFUSED) unless it is a path inside a repository: a name without empty, "." or ".."
 * parts; "." alone is the top. */
void name_need_path(const char *field, const char *value);

/* Whether it begins as an http or https address does; NULL does not. */
MUST_USE bool name_is_link(const char *value);

/* fail(FAIL_REFUSED) unless it is an http or https address of at most 2,000 bytes. */
void name_need_link(const char *field, const char *value);

/* A name out of a text that nobody vouches for: what may not be in one shows as U+FFFD, what is too
 * long is cut; other if nothing is left. */
const char *name_from(struct arena *mem, const char *text, const char *other);

#endif
