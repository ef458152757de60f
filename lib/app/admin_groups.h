/*
 * GET, POST /admin/groups     the groups; POST makes one (name=)
 *     ?q=                     a part of the name
 *     ?page=                  2 and on
 * GET, POST /admin/groups/ID  one of them: members, and what is granted to it
 *     ?page=  ?grants=        2 and on, of members and of grants
 *
 * A POST to a group says what to do in the field do: add (account=, manager=yes), remove, manager
 * and member (account=); rename (name=), delete (confirm=yes).  For administrators; managers see
 * their own groups, and add and remove members.  To others there are none (404).
 */
#ifndef APP_ADMIN_GROUPS_H
#define APP_ADMIN_GROUPS_H

#include "app/page.h"

void admin_groups(struct page *page);
void admin_group(struct page *page);

#endif
