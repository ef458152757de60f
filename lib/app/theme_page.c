#include "app/theme_page.h"

#include "app/account_page.h"
#include "app/program.h"

enum { YEAR_S = 365 * 86400 };

/* A taste, not a secret: the script of the pages reads and sets this cookie too. */
void theme_page(struct page *page)
{
    if (page->post) {
        const char *theme = page_need(page, "theme", 10);
        bool known = strcmp(theme, "light") == 0 || strcmp(theme, "dark") == 0;
        if (!known && strcmp(theme, "system") != 0)
            fail(FAIL_REFUSED, "theme must be light, dark or system");
        web_add_header(page->web, "Set-Cookie",
                       text_format(page->hub.mem, "theme=%s; Path=/; Max-Age=%d; SameSite=Lax%s",
                                   known ? theme : "", known ? YEAR_S : 0,
                                   program_is_https(page->web) ? "; Secure" : ""));
    }
    page_redirect(page, account_page_back(page), NULL);
}
