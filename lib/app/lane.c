#include "app/lane.h"

#include "app/news_mail.h"
#include "base/config.h"
#include "base/log.h"
#include "hub/setting.h"
#include "hub/site.h"

enum { LEASE_MORE_S = 60, CALL_S = 30 };

/* Longer than any child may take. */
static int64_t lease_s(bool mail)
{
    return (mail ? config_int("SMTP_TIMEOUT_S") : CALL_S) + LEASE_MORE_S;
}

bool lane_take(struct lane *lane, const char *way)
{
    struct hub *hub = &lane->hub;
    lane->mail = way ? NULL : outbox_take(hub, lease_s(true));
    lane->news = way ? notification_take(hub, way, lease_s(strcmp(way, "email") == 0)) : NULL;
    return lane->mail || lane->news;
}

/* The log tells of both by the same words. */
static void note(struct lane *lane, bool ours, int end, const char *says)
{
    static const char *const words[] = { "sent", "waits", "refused" };
    struct arena *mem = lane->hub.mem;
    const char *what = lane->mail ? "mail" : "news";
    int64_t id = lane->mail ? lane->mail->id : lane->news->id;
    int64_t attempt = lane->mail ? lane->mail->attempt : lane->news->attempt;
    log_line(end == MAIL_SENT ? LOG_INFO : LOG_WARNING,
             text_format(mem, "%s %s", what, ours ? words[end] : "lease was lost"), what,
             text_int(mem, id), "attempt", text_int(mem, attempt), "answer", says, NULL);
}

static void end_mail(struct lane *lane, struct mailer_end end)
{
    static const enum notification_end ends[] = { NOTIFICATION_SENT, NOTIFICATION_LATER,
                                                  NOTIFICATION_REFUSED };
    bool ours = lane->mail ? outbox_end(&lane->hub, lane->mail, end.end, end.says)
                           : notification_end(&lane->hub, lane->news, ends[end.end], end.says, 0);
    note(lane, ours, (int)end.end, end.says);
}

static void end_call(struct lane *lane, struct news_end end)
{
    bool ours = notification_end(&lane->hub, lane->news, end.end, end.says, end.retry_after_s);
    note(lane, ours, (int)end.end, end.says);
}

/* What a mail about one crasher tells beyond it. */
static const struct news_detail *detail_of(struct lane *lane, const char *site)
{
    const struct notification *n = lane->news;
    return n->thread != 0 ? news_detail_find(&lane->hub, site, n->thread) : NULL;
}

static struct message message_of(struct lane *lane)
{
    struct arena *mem = lane->hub.mem;
    const char *host = lane->mailer.host, *site = site_url(mem);
    const struct outbox_mail *mail = lane->mail;
    if (!mail)
        return news_mail(mem, site, host, lane->news, detail_of(lane, site));
    return (struct message){
        .to = mail->to,
        .subject = mail->subject,
        .text = mail->text ? mail->text : "",
        .id = text_format(mem, "mail-%" PRId64 "-%" PRId64 "@%s", mail->id, mail->made_at, host),
        .at = mail->made_at,
    };
}

static bool is_mail(const struct lane *lane)
{
    return lane->mail || strcmp(lane->news->way, "email") == 0;
}

static struct process_child *begin_mail(struct lane *lane)
{
    struct mailer_end at_once;
    lane->mailer = mailer_of(&lane->hub);
    lane->message = message_of(lane);
    struct process_child *child =
        mailer_begin(lane->hub.mem, &lane->mailer, &lane->message, &lane->letter, &at_once);
    if (!child)
        end_mail(lane, at_once);
    return child;
}

struct process_child *lane_begin(struct lane *lane)
{
    if (is_mail(lane))
        return begin_mail(lane);
    struct arena *mem = lane->hub.mem;
    lane->sender = (struct news_sender){ .site = site_url(mem),
                                         .slack_api = config_text("SLACK_API"),
                                         .slack_token = setting_get(&lane->hub, 0, "slack.token") };
    struct news_end at_once;
    struct process_child *child = news_send_begin(mem, &lane->sender, lane->news, &at_once);
    if (!child)
        end_call(lane, at_once);
    return child;
}

void lane_finish(struct lane *lane, struct process_child *child)
{
    struct mailer_end end;
    if (is_mail(lane)) {
        end.end = mail_finish(lane->hub.mem, child, &end.says);
        end_mail(lane, end);
    } else {
        end_call(lane, news_send_finish(lane->hub.mem, lane->news, child));
    }
}
