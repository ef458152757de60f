#include "app/lane.h"

#include "app/news_mail.h"
#include "base/config.h"
#include "base/log.h"
#include "hub/setting.h"
#include "hub/site.h"

enum { LEASE_MORE_S = 60, CALL_S = 30 };

struct lane_frame lane_frame_of(struct hub *hub)
{
    return (struct lane_frame){
        .mailer = mailer_of(hub),
        .sender = { .site = site_url(hub->mem),
                    .slack_api = config_text("SLACK_API"),
                    .slack_token = setting_get(hub, 0, "slack.token") },
        .mail_lease_s = config_int("SMTP_TIMEOUT_S") + LEASE_MORE_S,
        .call_lease_s = CALL_S + LEASE_MORE_S,
    };
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
static const struct news_detail *detail_of(struct lane *lane, const struct lane_frame *frame)
{
    const struct notification *n = lane->news;
    return n->thread != 0 ? news_detail_find(&lane->hub, frame->sender.site, n->thread) : NULL;
}

static struct message message_of(struct lane *lane, const struct lane_frame *frame)
{
    struct arena *mem = lane->hub.mem;
    const char *host = frame->mailer.host;
    const struct outbox_mail *mail = lane->mail;
    if (!mail)
        return news_mail(mem, frame->sender.site, host, lane->news, detail_of(lane, frame));
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

static struct process_child *begin_mail(struct lane *lane, const struct lane_frame *frame)
{
    struct mailer_end at_once;
    lane->message = message_of(lane, frame);
    struct process_child *child =
        mailer_begin(lane->hub.mem, &frame->mailer, &lane->message, &lane->letter, &at_once);
    if (!child)
        end_mail(lane, at_once);
    return child;
}

struct process_child *lane_begin(struct lane *lane, const struct lane_frame *frame)
{
    if (is_mail(lane))
        return begin_mail(lane, frame);
    struct news_end at_once;
    struct process_child *child =
        news_send_begin(lane->hub.mem, &frame->sender, lane->news, &at_once);
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
