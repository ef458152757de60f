/* A mailbox in a folder, as mail programs read it: a file for each mail in new/. */
#ifndef BASE_MAILDIR_H
#define BASE_MAILDIR_H

#include "base/text.h"

/* Puts the message under this file name, after making the folders that are missing; one that is
 * there already is the same mail and stays.  fail(FAIL_AWAY) if it cannot be written. */
void maildir_put(struct arena *mem, const char *folder, const char *name, struct bytes message);

/* What maildir_put() put there; at NULL if it is not there any more. */
struct bytes maildir_get(struct arena *mem, const char *folder, const char *name, size_t size_max);

#endif
