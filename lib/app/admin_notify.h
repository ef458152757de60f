/*
 * NotifyAdmin: who is told without having asked.
 *
 * GET /admin/notify        the rules, and the channels that administrators share
 *     ?q=  ?page=          a part of whom or of what; 2 and on
 *     ?to=channel-7        the form of a new rule begins with that channel
 *     ?test=               the test message that was asked for: app/channel_test.h
 * GET /admin/notify/7      one rule, and whom it tells at this moment
 *
 * POST to /admin/notify, where do is
 *   add, preview   a rule: app/rule_form.h; a preview changes nothing
 *   channel        adds one: channel_kind=, name=, url= or address=, private=yes; the key of a
 *                  signed webhook is shown once
 *   change         of the channel id=: name=, private=yes or nothing
 *   drop           takes it away; confirm=yes if rules go with it
 *   test           sends it a test message
 * and to /admin/notify/7
 *   set, preview   another wish; a preview changes nothing
 *   remove         takes the rule away
 *
 * 303; 200 for a preview, 201 for a key, and programs get {"ok":true}.  409: it is not there any
 * more, or there is the same already.  422: a field is not acceptable, or there are as many as
 * there may be.
 */
#ifndef APP_ADMIN_NOTIFY_H
#define APP_ADMIN_NOTIFY_H

#include "app/page.h"

void admin_notify(struct page *page);
void admin_notify_rule(struct page *page);

#endif
