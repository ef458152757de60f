/* Fuzz target: values alone, under a key that fits; nothing to find here. */
#include <stdint.h>
#include <string.h>

#include "ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[256] = "key=";
    if (size > sizeof(text) - 5 || memchr(data, '\n', size))
        return 0;
    memcpy(text + 4, data, size);
    struct ini ini;
    ini_read(&ini, text, 4 + size);
    ini_get(&ini, "key");
    ini_free(&ini);
    return 0;
}
