#include "app/mailer.h"

#include "app/job.h"
#include "base/config.h"
#include "base/fail.h"
#include "base/log.h"
#include "base/maildir.h"
#include "base/message.h"
#include "base/process.h"
#include "hub/outbox.h"
#include "hub/setting.h"
#include "hub/site.h"

/* Longer than a child process may hold a conversation, and what comes after it takes. */
enum { LEASE_MORE_S = 60, LANES = 8, LOOK_MS = 1000 };

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

/* One mail that is being sent. */
struct lane {
    const struct outbox_mail *mail;
    struct message message;
    struct mail_letter letter;
};

struct mailer {
    struct hub *hub;
    struct mail_server server; /* url NULL: into the mailbox of the hub */
    int64_t lease_s;
    struct lane lanes[LANES];
    struct process_child *children[LANES]; /* of the lanes; NULL: the lane is free */
};

/* What administrators set on the pages is stronger than the environment. */
static const char *credential(struct hub *hub, const char *setting, const char *name)
{
    const char *set = setting_get(hub, 0, setting);
    return set ? set : config_text(name);
}

static struct mail_server server_of(struct hub *hub)
{
    const char *url = config_text("SMTP_URL");
    if (!url)
        return (struct mail_server){ .url = NULL };
    return (struct mail_server){
        .url = url,
        .user = credential(hub, "mail.user", "SMTP_USER"),
        .password = credential(hub, "mail.password", "SMTP_PASSWORD"),
        .authorities = config_text("SMTP_CA"),
        .name = own_host(hub->mem),
        .no_tls = strcmp(config_text("SMTP_TLS"), "off") == 0,
        .timeout_s = config_int("SMTP_TIMEOUT_S"),
    };
}

static void end(struct mailer *mailer, const struct outbox_mail *mail, enum mail_end end,
                const char *says)
{
    static const char *const words[] = { "mail sent", "mail waits", "mail refused" };
    struct hub *hub = mailer->hub;
    bool ours = outbox_end(hub, mail, end, says);
    log_line(end == MAIL_SENT ? LOG_INFO : LOG_WARNING, ours ? words[end] : "mail lease was lost",
             "mail", text_int(hub->mem, mail->id), "attempt", text_int(hub->mem, mail->attempt),
             "answer", says, NULL);
}

static void put_into_mailbox(struct mailer *mailer, const struct lane *lane)
{
    struct arena *mem = mailer->hub->mem;
    const char *folder = text_format(mem, "%s/mail", config_text("VAR"));
    maildir_put(mem, folder, lane->message.id, lane->letter.message);
    end(mailer, lane->mail, MAIL_SENT, "in the folder mail of the hub");
}

/* What cannot be sent at all is over at once, and the lane stays free. */
static void begin(struct mailer *mailer, size_t i, const struct outbox_mail *mail)
{
    struct arena *mem = mailer->hub->mem;
    struct lane *lane = &mailer->lanes[i];
    *lane = (struct lane){ .mail = mail, .message = message_of(mailer->hub, mail) };
    if (!message_address_ok(lane->message.from)) {
        end(mailer, mail, MAIL_LATER, "NOPANIC_MAIL_FROM is not a mail address");
        return;
    }
    if (!message_address_ok(lane->message.to)) {
        end(mailer, mail, MAIL_REFUSED, "there is no address to send it to");
        return;
    }
    lane->letter = (struct mail_letter){ lane->message.from, lane->message.to,
                                         message_write(mem, &lane->message) };
    if (!mailer->server.url) {
        put_into_mailbox(mailer, lane);
        return;
    }
    mailer->children[i] = mail_begin(mem, &mailer->server, &lane->letter);
    if (!mailer->children[i])
        end(mailer, mail, MAIL_LATER, "no process could be started");
}

/* Fills the lanes that are free with what is due; how many were begun. */
static int64_t begin_some(struct mailer *mailer, int64_t most)
{
    int64_t begun = 0;
    const struct outbox_mail *mail;
    for (size_t i = 0; i < LANES && begun < most && !job_ending(); i++) {
        if (mailer->children[i])
            continue;
        if (!(mail = outbox_take(mailer->hub, mailer->lease_s)))
            break;
        begin(mailer, i, mail);
        begun++;
    }
    return begun;
}

/* Waits for one, for LOOK_MS at most: then there may be new ones. */
static void finish_one(struct mailer *mailer)
{
    const char *says;
    int i = process_wait(mailer->children, LANES, LOOK_MS);
    if (i < 0)
        return;
    enum mail_end how = mail_finish(mailer->hub->mem, mailer->children[i], &says);
    mailer->children[i] = NULL;
    end(mailer, mailer->lanes[i].mail, how, says);
}

static bool any_on_its_way(const struct mailer *mailer)
{
    for (size_t i = 0; i < LANES; i++)
        if (mailer->children[i])
            return true;
    return false;
}

int64_t mailer_round(struct hub *hub)
{
    struct mailer *mailer = ARENA_ONE(hub->mem, struct mailer);
    mailer->hub = hub;
    mailer->server = server_of(hub);
    mailer->lease_s = config_int("SMTP_TIMEOUT_S") + LEASE_MORE_S;
    int64_t tried = 0, begun;
    do {
        begun = begin_some(mailer, MAILER_ROUND_MAX - tried);
        tried += begun;
        if (any_on_its_way(mailer))
            finish_one(mailer);
    } while (begun > 0 || any_on_its_way(mailer));
    return tried;
}
