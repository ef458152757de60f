#include "app/mailer.h"

#include "base/config.h"
#include "base/maildir.h"
#include "hub/setting.h"
#include "hub/site.h"

const char *mailer_host(struct arena *mem)
{
    const char *url = site_url(mem), *name = strstr(url, "://");
    name = name ? name + 3 : url;
    return text_cut(mem, (struct bytes){ name, strcspn(name, ":/") });
}

static const char *mailbox(struct arena *mem)
{
    return text_format(mem, "%s/mail", config_text("VAR"));
}

/* What administrators set on the pages is stronger than the environment. */
static const char *credential(struct hub *hub, const char *setting, const char *name)
{
    const char *set = setting_get(hub, 0, setting);
    return set ? set : config_text(name);
}

struct mailer mailer_of(struct hub *hub)
{
    struct mailer mailer = { .host = mailer_host(hub->mem) };
    const char *url = config_text("SMTP_URL");
    if (url)
        mailer.server = (struct mail_server){
            .url = url,
            .user = credential(hub, "mail.user", "SMTP_USER"),
            .password = credential(hub, "mail.password", "SMTP_PASSWORD"),
            .authorities = config_text("SMTP_CA"),
            .name = mailer.host,
            .no_tls = strcmp(config_text("SMTP_TLS"), "off") == 0,
            .timeout_s = config_int("SMTP_TIMEOUT_S"),
        };
    return mailer;
}

static struct process_child *over(struct mailer_end *at_once, enum mail_end end, const char *says)
{
    *at_once = (struct mailer_end){ end, says };
    return NULL;
}

struct process_child *mailer_begin(struct arena *mem, const struct mailer *mailer,
                                   struct message *message, struct mail_letter *letter,
                                   struct mailer_end *at_once)
{
    const char *from = config_text("MAIL_FROM");
    message->from = from ? from : text_format(mem, "nopanic@%s", mailer->host);
    if (!message_address_ok(message->from))
        return over(at_once, MAIL_LATER, "NOPANIC_MAIL_FROM is not a mail address");
    if (!message->to || !message_address_ok(message->to))
        return over(at_once, MAIL_REFUSED, "there is no address to send it to");
    *letter = (struct mail_letter){ message->from, message->to, message_write(mem, message) };
    if (!mailer->server.url) {
        maildir_put(mem, mailbox(mem), message->id, letter->message);
        return over(at_once, MAIL_SENT, "in the folder mail of the hub");
    }
    struct process_child *child = mail_begin(mem, &mailer->server, letter);
    return child ? child : over(at_once, MAIL_LATER, "no process could be started");
}

const struct message_told *mailer_find(struct hub *hub, const char *id)
{
    struct bytes message = maildir_get(hub->mem, mailbox(hub->mem), id, MESSAGE_SIZE_MAX);
    if (!message.at)
        return NULL;
    struct message_told *told = ARENA_ONE(hub->mem, struct message_told);
    *told = message_read(hub->mem, message);
    return told;
}
