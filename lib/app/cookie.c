#include "app/cookie.h"

#include "app/program.h"

static const char *full_name(struct page *page, const char *name)
{
    return text_format(page->hub.mem, "%s%s", program_is_https(page->web) ? "__Host-" : "", name);
}

const char *cookie_get(struct page *page, const char *name)
{
    return web_cookie(page->web, full_name(page, name));
}

void cookie_set(struct page *page, const char *name, const char *value, int64_t seconds)
{
    web_add_header(page->web, "Set-Cookie",
                   text_format(page->hub.mem,
                               "%s=%s; Path=/; Max-Age=%" PRId64 "; HttpOnly; SameSite=Lax%s",
                               full_name(page, name), value, seconds,
                               program_is_https(page->web) ? "; Secure" : ""));
}
