/*
 * GET, POST /admin/deliveries   what became of the notifications, and the other side's last words
 *     ?show=                    all, dead (those that were given up), waiting or sent
 *     ?to=                      a part of the name or address of whoever gets them
 *     ?before=                  those before that id
 *     ?id=                      that one alone, and each try to send it
 *
 * A POST says what to do in the field do: again, for a dead one (id=); again_all, for all that are
 * dead; cancel, for one that waits or is dead (id=).
 */
#ifndef APP_DELIVERIES_PAGE_H
#define APP_DELIVERIES_PAGE_H

#include "app/page.h"

void deliveries_page(struct page *page);

#endif
