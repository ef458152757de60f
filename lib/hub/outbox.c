#include "hub/outbox.h"

#include "base/fail.h"

enum { WAIT_FIRST_S = 30, WAIT_MAX_S = 3600, SAYS_MAX = 300, DOUBLINGS_MAX = 7 };

static const char subject_mark[] = "Subject: ";

void outbox_put(struct hub *hub, int64_t account, const char *to, const char *file,
                const struct view *values)
{
    char *whole = view_render_text(hub->mem, values, file);
    char *end = strchr(whole, '\n');
    if (strncmp(whole, subject_mark, strlen(subject_mark)) != 0 || !end)
        fail(FAIL_BROKEN, "%s does not begin with a line \"%s…\"", file, subject_mark);
    *end = '\0';
    sql_outbox_put(hub->db, hub->mem, account, to, whole + strlen(subject_mark), end + 1);
}

const struct outbox_mail *outbox_take(struct hub *hub, int64_t lease_s)
{
    struct db_rows *rows = sql_outbox_take(hub->db, hub->mem, lease_s);
    if (!db_next(rows))
        return NULL;
    struct outbox_mail *m = ARENA_ONE(hub->mem, struct outbox_mail);
    m->id = db_int(rows, "id");
    m->attempt = db_int(rows, "attempts");
    m->made_at = db_time(rows, "made_at");
    m->to = db_text(rows, "recipient");
    m->subject = db_text(rows, "subject");
    m->text = db_text(rows, "text");
    return m;
}

static int64_t wait_after(int64_t attempt)
{
    int64_t doublings = attempt - 1 < DOUBLINGS_MAX ? attempt - 1 : DOUBLINGS_MAX;
    int64_t wait = WAIT_FIRST_S << doublings;
    return wait < WAIT_MAX_S ? wait : WAIT_MAX_S;
}

bool outbox_end(struct hub *hub, const struct outbox_mail *mail, enum mail_end end,
                const char *says)
{
    const char *state = end == MAIL_SENT ? "sent" : end == MAIL_REFUSED ? "dead" : "waiting";
    const char *answer = text_clean(hub->mem, bytes_from(says), SAYS_MAX);
    return db_next(sql_outbox_end(hub->db, hub->mem, mail->id, mail->attempt, state, answer,
                                  wait_after(mail->attempt)));
}
