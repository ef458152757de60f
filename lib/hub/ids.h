/* Lists of ids as parameters of type bigint[]. */
#ifndef HUB_IDS_H
#define HUB_IDS_H

#include "base/arena.h"

/* "{1,2,3}" */
const char *ids_text(struct arena *mem, const int64_t *ids, size_t count);

#endif
