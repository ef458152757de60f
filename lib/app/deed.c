#include "app/deed.h"

#include "base/text.h"

enum { NAME_MAX_SIZE = 20, LIST_MAX = 400 };

void deed_do(struct page *page, const struct deed *deeds, size_t count)
{
    const char *wanted = page_need(page, "do", NAME_MAX_SIZE);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(deeds[i].name, wanted) != 0)
            continue;
        deeds[i].act(page);
        return;
    }
    struct text list = text_new(page->hub.mem, LIST_MAX);
    for (size_t i = 0; i < count; i++)
        text_add_format(&list, "%s%s", i == 0 ? "" : ", ", deeds[i].name);
    fail(FAIL_REFUSED, "do is one of %s", list.at);
}

bool deed_is(struct page *page, const char *name)
{
    const char *wanted = web_form(page->web, "do");
    return wanted && strcmp(wanted, name) == 0;
}
