/*
 * Makes hostile text harmless to look at: what changes the direction of writing or has no width
 * shows as its code, "[U+202E]", so that nobody reads something else than what is there.
 */
#ifndef APP_VISIBLE_H
#define APP_VISIBLE_H

#include "base/text.h"

/* text itself if there is nothing of the kind in it. */
const char *visible(struct arena *mem, const char *text);

/* Text of a log, as UTF-8: colour codes are taken out, other control characters show as ^G, what is
 * not UTF-8 as U+FFFD; line ends and tabs stay. */
char *visible_log(struct arena *mem, struct bytes log);

#endif
