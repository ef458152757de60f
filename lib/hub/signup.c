#include "hub/signup.h"

#include <strings.h>

#include "base/config.h"
#include "base/secret.h"
#include "hub/account_code.h"
#include "hub/account_mail.h"
#include "hub/audit.h"
#include "hub/mail_request.h"

enum { HOUR_S = 3600, DAY_S = 86400 };

bool signup_is_open(void)
{
    return strcmp(config_text("SIGNUP"), "open") == 0;
}

/* What is neither of the known words opens nothing. */
bool signup_is_closed(void)
{
    return !signup_is_open() && strcmp(config_text("SIGNUP"), "invitation") != 0;
}

static bool is_listed(const char *domain, const char *list)
{
    for (; *list; list += strspn(list, " ")) {
        size_t size = strcspn(list, " ");
        if (strlen(domain) == size && strncasecmp(domain, list, size) == 0)
            return true;
        list += size;
    }
    return false;
}

const char *signup_email_problem(struct arena *mem, const char *email)
{
    const char *problem = account_email_problem(email), *domains = config_text("SIGNUP_DOMAINS");
    if (problem || !domains || is_listed(strchr(email, '@') + 1, domains))
        return problem;
    return text_format(mem,
                       "only addresses at %s can sign up. Use yours, or ask an administrator "
                       "for an invitation",
                       domains);
}

static const char *make_code(struct hub *hub, const char *email, int64_t made_by, int64_t life_s)
{
    const struct account_code wanted = {
        .purpose = "invite", .email = email, .made_by = made_by, .life_s = life_s
    };
    return account_code_make(hub, &wanted);
}

void signup_ask(struct hub *hub, const char *email, const char *address)
{
    bool wanted = mail_request_take(hub, "invite", email, address);
    const struct account *known = account_find(hub, email);
    /* Beside what this costs, the rest does not show. */
    bool nobody = secret_password_check(NULL, email);
    mail_request_begin(hub);
    const char *code = make_code(hub, email, 0, SIGNUP_HOURS * HOUR_S);
    mail_request_end(hub, wanted && !nobody && !known);
    mail_request_begin(hub);
    account_mail_link(hub, known ? known->email : email,
                      known ? "mail-known.tpl" : "mail-signup.tpl", code, known ? known->name : "");
    mail_request_end(hub, wanted && !nobody && !(known && known->disabled));
}

const char *signup_invite(struct hub *hub, const char *email, const char *address)
{
    if (account_find(hub, email))
        return NULL;
    const char *code = make_code(hub, email, hub->account, SIGNUP_INVITATION_DAYS * DAY_S);
    account_mail_link(hub, email, "mail-invite.tpl", code, hub->name ? hub->name : "");
    audit_add(hub, "account.invite", email, address);
    return code;
}

const struct signup_invitation *signup_invitations(struct hub *hub)
{
    struct signup_invitation *first = NULL, **end = &first;
    struct db_rows *rows = sql_signup_invitations(hub->db, hub->mem, hub->now);
    for (; db_next(rows); end = &(*end)->next) {
        struct signup_invitation *i = *end = ARENA_ONE(hub->mem, struct signup_invitation);
        i->email = db_text(rows, "email");
        i->made_by = db_text(rows, "made_by");
        i->expires_at = db_time(rows, "expires_at");
    }
    return first;
}

bool signup_withdraw(struct hub *hub, const char *email, const char *address)
{
    if (!db_next(sql_signup_withdraw(hub->db, hub->mem, email)))
        return false;
    audit_add(hub, "account.withdraw", email, address);
    return true;
}

const char *signup_find(struct hub *hub, const char *code)
{
    const struct account_code *found = account_code_find(hub, "invite", code);
    return found ? found->email : NULL;
}

const struct account *signup_finish(struct hub *hub, const char *code, const char *name,
                                    const char *password)
{
    const struct account_code *used = account_code_use(hub, "invite", code);
    if (!used)
        return NULL;
    const struct account *account = account_add(hub, name, used->email, password, false);
    return account_set_email(hub, account, used->email) ? account : NULL;
}
