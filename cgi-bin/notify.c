/*
 * GET, POST /notify   what one is told of, and how: app/notify_page.h
 */
#include "app/notify_page.h"

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/notify", .show = notify_page, .takes_post = true, .only_account = true },
        { .path = NULL },
    };
    return page_main("notify", "nopanic_page", routes);
}
