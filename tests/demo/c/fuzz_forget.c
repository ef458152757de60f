/* Fuzz target: a pair is read, perhaps forgotten, and asked for.  The key is one byte, so that it
 * finds what forgetting does and nothing else. */
#include <stdint.h>
#include <stdio.h>

#include "ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    char text[64];
    int length = snprintf(text, sizeof(text), "%c=value\n!%c\n", data[0], data[1]);
    if (length < 0)
        return 0;
    struct ini ini;
    ini_read(&ini, text, (size_t)length);
    ini_free(&ini);
    return 0;
}
