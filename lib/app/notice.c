#include "app/notice.h"

static const struct notice notices[] = {
    { "signed-out", "You are signed out.", false },
};

const struct notice *notice_find(const char *name)
{
    for (size_t i = 0; name && i < COUNT_OF(notices); i++)
        if (strcmp(notices[i].name, name) == 0)
            return &notices[i];
    return NULL;
}
