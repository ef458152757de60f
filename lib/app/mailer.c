#include "app/mailer.h"

#include "app/job.h"
#include "base/config.h"
#include "base/fail.h"
#include "base/log.h"
#include "base/maildir.h"
#include "base/message.h"
#include "hub/outbox.h"
#include "hub/site.h"

/* Longer than a child process may hold a conversation, and what comes after it takes. */
enum { LEASE_MORE_S = 60 };

/* The host of the hub's own address: where its mails come from. */
static const char *own_host(struct arena *mem)
{
    const char *url = site_url(mem), *name = strstr(url, "://");
    name = name ? name + 3 : url;
    return text_cut(mem, (struct bytes){ name, strcspn(name, ":/") });
}

static struct message message_of(struct hub *hub, const struct outbox_mail *mail)
{
    const char *from = config_text("MAIL_FROM"), *host = own_host(hub->mem);
    return (struct message){
        .from = from ? from : text_format(hub->mem, "nopanic@%s", host),
        .to = mail->to ? mail->to : "",
        .subject = mail->subject,
        .text = mail->text ? mail->text : "",
        .id =
            text_format(hub->mem, "mail-%" PRId64 "-%" PRId64 "@%s", mail->id, mail->made_at, host),
        .at = mail->made_at,
    };
}

static enum mail_end deliver(struct hub *hub, const struct message *message, const char **says)
{
    struct bytes written = message_write(hub->mem, message);
    const char *url = config_text("SMTP_URL");
    if (!url) {
        const char *folder = text_format(hub->mem, "%s/mail", config_text("VAR"));
        maildir_put(hub->mem, folder, message->id, written);
        *says = "in the folder mail of the hub";
        return MAIL_SENT;
    }
    const struct mail_server server = {
        .url = url,
        .user = config_text("SMTP_USER"),
        .password = config_text("SMTP_PASSWORD"),
        .authorities = config_text("SMTP_CA"),
        .name = own_host(hub->mem),
        .no_tls = strcmp(config_text("SMTP_TLS"), "off") == 0,
        .timeout_s = config_int("SMTP_TIMEOUT_S"),
    };
    const struct mail_letter letter = { message->from, message->to, written };
    return mail_send(hub->mem, &server, &letter, says);
}

static void send_one(struct hub *hub, const struct outbox_mail *mail)
{
    static const char *const words[] = { "mail sent", "mail waits", "mail refused" };
    struct message message = message_of(hub, mail);
    const char *says = "there is no address to send it to";
    enum mail_end end = MAIL_REFUSED;
    if (!message_address_ok(message.from)) {
        end = MAIL_LATER;
        says = "NOPANIC_MAIL_FROM is not a mail address";
    } else if (message_address_ok(message.to)) {
        end = deliver(hub, &message, &says);
    }
    bool ours = outbox_end(hub, mail, end, says);
    log_line(end == MAIL_SENT ? LOG_INFO : LOG_WARNING, ours ? words[end] : "mail lease was lost",
             "mail", text_int(hub->mem, mail->id), "attempt", text_int(hub->mem, mail->attempt),
             "answer", says, NULL);
}

int64_t mailer_round(struct hub *hub)
{
    int64_t tried = 0, lease_s = config_int("SMTP_TIMEOUT_S") + LEASE_MORE_S;
    const struct outbox_mail *mail;
    while (!job_ending() && (mail = outbox_take(hub, lease_s))) {
        send_one(hub, mail);
        tried++;
    }
    return tried;
}
