/*
 * Makes hostile text harmless to look at: what changes the direction of writing or has no width
 * shows as its code, "[U+202E]", so that nobody reads something else than what is there.
 */
#ifndef APP_VISIBLE_H
#define APP_VISIBLE_H

#include "base/text.h"

/* The code of a character that does not show as itself: one of those, a control character that is
 * neither tab nor line end, a byte (size 1, from 0x80 on) that is not UTF-8; -1 for all others. */
int visible_code(struct bytes character);

/* text itself if there is nothing of the kind in it. */
const char *visible(struct arena *mem, const char *text);

/* Text of a log, as UTF-8: colour codes are taken out, other control characters show as ^G, what is
 * not UTF-8 as U+FFFD; line ends and tabs stay. */
char *visible_log(struct arena *mem, struct bytes log);

#endif
