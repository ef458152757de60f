/* What the hub writes to people about their account. */
#ifndef HUB_ACCOUNT_MAIL_H
#define HUB_ACCOUNT_MAIL_H

#include "hub/account.h"

/* To an address: the link of a code, by a template with {{URL}}, {{CODE}} and {{NAME}}: whose
 * account it is, or who invites. */
void account_mail_link(struct hub *hub, const char *to, const char *file, const char *code,
                       const char *name);

/* Tells the owner, at the address the account has now, what was done to it: a section of
 * mail-account.tpl. */
void account_mail_tell(struct hub *hub, const struct account *account, const char *SECTION,
                       const char *address);

/* Tells the visitor, who has an account, that a token of this name was made with it. */
void account_mail_token(struct hub *hub, const char *token);

#endif
