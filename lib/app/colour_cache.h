/*
 * Colours of source that was looked at a moment ago: the program that finds them costs more than
 * the rest of a page.
 *
 * One process's memory, of a fixed size; what could not be coloured is remembered for a minute.
 */
#ifndef APP_COLOUR_CACHE_H
#define APP_COLOUR_CACHE_H

#include "base/highlight.h"

struct colour_cache;

/* In mem, which should live as long as the process. */
struct colour_cache *colour_cache_new(struct arena *mem);

/* The colours of text, which highlight() is asked for if they are not here and until_ms of the
 * monotonic clock has not come; NULL: it has none.  They are good until the next call. */
const unsigned char *colour_cache_find(struct colour_cache *cache, struct arena *mem,
                                       struct bytes text, const char *language, int64_t until_ms);

#endif
