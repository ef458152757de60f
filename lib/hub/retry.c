#include "hub/retry.h"

enum { MOST_S = 3600 };

int64_t retry_wait_s(int64_t first_s, int64_t attempt)
{
    int64_t wait = first_s;
    while (attempt-- > 1 && wait < MOST_S)
        wait *= 2;
    return wait < MOST_S ? wait : MOST_S;
}
