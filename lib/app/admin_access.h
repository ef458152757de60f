/*
 * GET, POST /admin/access: which group, or account, may what on which repository, and through what
 *     ?of=       groups (as usual), or accounts that were given something themselves
 *     ?who=      a part of their names           ?columns=  2 and on
 *     ?q=        a part of the repository's name ?page=     2 and on
 *
 * A POST with do=save has a field "WAS OBJECT NAME" for each cell, whose value is the role; those
 * that are as they were are passed over.  Where somebody would have less than before, it asks
 * first: confirm=yes is the answer.  409 if a role is not what it was.  do=grant gives one role:
 * kind=, name=, object= (a repository or a pattern), role=.
 */
#ifndef APP_ADMIN_ACCESS_H
#define APP_ADMIN_ACCESS_H

#include "app/page.h"

void admin_access(struct page *page);

#endif
