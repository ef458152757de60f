#include "app/page.h"

/* Letters, digits, dot, hyphen and underscore; nothing that a header or a file system minds. */
static const char *safe_name(struct arena *mem, const char *name)
{
    char *safe = text_copy(mem, name);
    for (char *c = safe; *c; c++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-", *c))
            *c = '_';
    return safe;
}

void page_download(struct page *page, const char *filename, const char *type, struct bytes content)
{
    hub_leave(&page->hub);
    web_add_header(page->web, "Content-Disposition",
                   text_format(page->hub.mem, "attachment; filename=\"%s\"",
                               safe_name(page->hub.mem, filename)));
    web_add_header(page->web, "Content-Security-Policy", "sandbox; default-src 'none'");
    web_send(page->web, 200, type, content);
}
