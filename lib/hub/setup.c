#include "hub/setup.h"

#include "base/fail.h"
#include "hub/account_code.h"

enum { DAY_S = 86400 };

const char *setup_code(struct hub *hub)
{
    static const struct account_code wanted = { .purpose = "setup", .life_s = SETUP_DAYS * DAY_S };
    return account_admin_exists(hub) ? NULL : account_code_make(hub, &wanted);
}

const struct account *setup_finish(struct hub *hub, const char *code, const char *name,
                                   const char *email, const char *password)
{
    account_lock(hub);
    if (account_admin_exists(hub))
        fail(FAIL_ABSENT, "there is an administrator already");
    if (!account_code_use(hub, "setup", code))
        return NULL;
    return account_add(hub, name, email, password, true);
}
