/* Words of commands that people copy into a shell. */
#ifndef APP_SHELL_WORD_H
#define APP_SHELL_WORD_H

#include "base/arena.h"

/* The text as one word of a POSIX shell; in quotes unless it is of plain characters. */
const char *shell_word(struct arena *mem, const char *text);

/* Whether a path stays below the folder it starts from, and is no option. */
bool shell_path_is_safe(const char *path);

#endif
