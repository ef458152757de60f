#include "hub/reset.h"

#include "base/secret.h"
#include "hub/account_code.h"
#include "hub/account_mail.h"
#include "hub/audit.h"
#include "hub/mail_request.h"

const char *reset_code(struct hub *hub, const struct account *account)
{
    const struct account_code wanted = { .purpose = "reset",
                                         .account = account->id,
                                         .email = account->email,
                                         .life_s = RESET_MINUTES * 60 };
    return account_code_make(hub, &wanted);
}

void reset_start(struct hub *hub, const struct account *account)
{
    account_mail_link(hub, account->email, "mail-reset.tpl", reset_code(hub, account),
                      account->name);
    audit_add(hub, "account.reset_ask", account->name, NULL);
}

void reset_ask(struct hub *hub, const char *email, const char *address)
{
    bool wanted = mail_request_take(hub, "reset", email, address);
    const struct account *account = strchr(email, '@') ? account_find(hub, email) : NULL;
    const struct account other = { .name = email, .email = email };
    /* Beside what this costs, the rest does not show. */
    bool nobody = secret_password_check(NULL, email);
    mail_request_begin(hub);
    reset_start(hub, account ? account : &other);
    mail_request_end(hub, wanted && account && !account->disabled && !nobody);
}

const struct account *reset_find(struct hub *hub, const char *code)
{
    const struct account_code *found = account_code_find(hub, "reset", code);
    const struct account *account = found ? account_get(hub, found->account) : NULL;
    return account && !account->disabled ? account : NULL;
}

bool reset_finish(struct hub *hub, const char *code, const struct account *account,
                  const char *password, const char *address)
{
    const struct account_code *used = account_code_use(hub, "reset", code);
    if (!used)
        return false;
    /* The mail has arrived where it was sent to, which need not be the address of today. */
    if (used->email && strcmp(used->email, account->email) == 0 && !account->confirmed &&
        !account_set_email(hub, account, account->email))
        return false;
    account_set_password(hub, account, password);
    account_mail_tell(hub, account, "RESET", address);
    return true;
}
