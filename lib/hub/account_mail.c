#include "hub/account_mail.h"

#include "base/clock.h"
#include "hub/outbox.h"
#include "hub/site.h"

static struct view *letter(struct hub *hub, const char *name)
{
    struct view *values = view_new(hub->mem);
    view_set(values, "URL", site_url(hub->mem));
    view_set(values, "NAME", name);
    return values;
}

void account_mail_link(struct hub *hub, const char *to, const char *file, const char *code,
                       const char *name)
{
    struct view *values = letter(hub, name);
    view_set(values, "CODE", code);
    outbox_put(hub, 0, to, file, values);
}

/* When and from where it was done; address NULL: on the command line. */
static struct view *news(struct hub *hub, const char *name, const char *address)
{
    struct view *values = letter(hub, name);
    view_set(values, "TIME", clock_utc(hub->mem, hub->now));
    if (address)
        view_set(view_add(values, "ADDRESS_SET"), "ADDRESS", address);
    return values;
}

void account_mail_token(struct hub *hub, const char *token)
{
    struct view *values = news(hub, hub->name, hub->address);
    view_set(view_add(values, "TOKEN"), "TOKEN_NAME", token);
    outbox_put(hub, hub->account, NULL, "mail-account.tpl", values);
}

void account_mail_tell(struct hub *hub, const struct account *account, const char *SECTION,
                       const char *address)
{
    struct view *values = news(hub, account->name, address);
    view_show(values, SECTION);
    outbox_put(hub, 0, account->email, "mail-account.tpl", values);
}
