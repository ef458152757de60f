/*
 * The key file of base/secret, changed in one step: whoever reads it sees the old one or the new
 * one. Its mode and owner stay.  fail(FAIL_BROKEN) says why it cannot be written.
 */
#ifndef BASE_KEY_FILE_H
#define BASE_KEY_FILE_H

#include "base/text.h"

/* Puts a new random key with this id before the others. */
void key_file_add(struct arena *mem, const char *path, const char *kid);

/* Takes the line of this id out. */
void key_file_remove(struct arena *mem, const char *path, const char *kid);

#endif
