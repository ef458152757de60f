/* Fuzz target: reads a file of pairs. */
#include <stdint.h>

#include "ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ini ini;
    ini_read(&ini, (const char *)data, size);
    ini_get(&ini, "a");
    ini_free(&ini);
    return 0;
}
