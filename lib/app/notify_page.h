/*
 * GET /notify    one's subscriptions, channels, times, and what one was told last.
 *     ?test=     the test message that was asked for: app/channel_test.h
 *
 * POST, where do is
 *   repository   begins one: repo= is OWNER/NAME or a pattern
 *   set          of the subscription id=: kind= and way= (several), severity=, pace=, packages=
 *   end          ends it
 *   leave, join  leaves a rule of an administrator, or comes back
 *   times        zone=, quiet_from=, quiet_until=, digest_at=, digest_day=, away= (a day)
 *   channel      adds one: kind=, name=, url=, member=; the key of a signed webhook is shown once
 *   drop         takes the channel id= away
 *   test         sends a test message to the channel id=
 *
 * 303 to the page; 201 for a key, and programs get {"ok":true}.  409: it is not there any more, or
 * cannot be left.  422: a field is not acceptable.  429: too many tests.
 */
#ifndef APP_NOTIFY_PAGE_H
#define APP_NOTIFY_PAGE_H

#include "app/page.h"

void notify_page(struct page *page);

#endif
