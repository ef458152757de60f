/*
 * What one is told of:
 *
 * GET, POST /notify            all of it, and how: app/notify_page.h
 * GET, POST /unsubscribe?key=  ends what a mail was brought by, without a login:
 *                              app/unsubscribe_page.h
 */
#include "app/notify_page.h"
#include "app/unsubscribe_page.h"

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/notify", .show = notify_page, .takes_post = true, .only_account = true },
        { .path = "/unsubscribe",
          .show = unsubscribe_page,
          .takes_post = true,
          .no_referrer = true,
          .by_key = true },
        { .path = NULL },
    };
    return page_main("notify", "nopanic_page", routes);
}
