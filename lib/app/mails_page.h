/*
 * GET, POST /admin/mails   what became of the mails to people, and the server's last words on each
 *     ?show=               dead (those that did not arrive), waiting or sent
 *     ?page=               2 and on
 *     ?mail=               that one alone; asks for itself again until the server has answered
 *
 * A POST says what to do in the field do: again or drop, for a dead one (id=); test, a mail to
 * oneself.
 */
#ifndef APP_MAILS_PAGE_H
#define APP_MAILS_PAGE_H

#include "app/page.h"

void mails_page(struct page *page);

#endif
