#include "app/media.h"

#include <strings.h>

bool media_is(const char *type, const char *wanted)
{
    size_t size = strlen(wanted);
    return strncasecmp(type, wanted, size) == 0 &&
           (wanted[size - 1] == '/' || type[size] == '\0' || strchr("; \t", type[size]));
}

bool media_is_archive(const char *type)
{
    static const char *const archives[] = { "application/x-tar", "application/x-gtar",
                                            "application/gzip",  "application/x-gzip",
                                            "application/zip",   "application/x-zip-compressed" };
    for (size_t i = 0; i < COUNT_OF(archives); i++)
        if (media_is(type, archives[i]))
            return true;
    return false;
}
