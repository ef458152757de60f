#include "hub/outbox.h"

#include "base/fail.h"
#include "hub/audit.h"
#include "hub/retry.h"

enum { WAIT_FIRST_S = 30, SAYS_MAX = 300 };

static const char subject_mark[] = "Subject: ";

int64_t outbox_put(struct hub *hub, int64_t account, const char *to, const char *file,
                   const struct view *values)
{
    char *whole = view_render_text(hub->mem, values, file);
    char *end = strchr(whole, '\n');
    if (strncmp(whole, subject_mark, strlen(subject_mark)) != 0 || !end)
        fail(FAIL_BROKEN, "%s does not begin with a line \"%s…\"", file, subject_mark);
    *end = '\0';
    struct db_rows *rows =
        sql_outbox_put(hub->db, hub->mem, account, to, whole + strlen(subject_mark), end + 1);
    return db_next(rows) ? db_int(rows, "id") : 0;
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

bool outbox_end(struct hub *hub, const struct outbox_mail *mail, enum mail_end end,
                const char *says)
{
    const char *state = end == MAIL_SENT ? "sent" : end == MAIL_REFUSED ? "dead" : "waiting";
    const char *answer = text_clean(hub->mem, bytes_from(says), SAYS_MAX);
    return db_next(sql_outbox_end(hub->db, hub->mem, mail->id, mail->attempt, state, answer,
                                  retry_wait_s(WAIT_FIRST_S, mail->attempt)));
}

static struct outbox_letter *letter_from(struct hub *hub, struct db_rows *rows)
{
    struct outbox_letter *l = ARENA_ONE(hub->mem, struct outbox_letter);
    l->id = db_int(rows, "id");
    l->to = db_text(rows, "recipient");
    l->subject = db_text(rows, "subject");
    l->state = db_text(rows, "state");
    l->attempts = db_int(rows, "attempts");
    l->answer = db_text(rows, "answer");
    l->made_at = db_time(rows, "created_at");
    l->due_at = db_time(rows, "due_at");
    l->sent_at = db_time(rows, "sent_at");
    return l;
}

const struct outbox_letter *outbox_list(struct hub *hub, const char *state, int64_t skip,
                                        int64_t *found)
{
    struct outbox_letter *first = NULL, **end = &first;
    struct db_rows *rows = sql_outbox_list(hub->db, hub->mem, state, 0, skip);
    for (*found = 0; db_next(rows); end = &(*end)->next) {
        *end = letter_from(hub, rows);
        *found = db_int(rows, "found");
    }
    return first;
}

const struct outbox_letter *outbox_find(struct hub *hub, int64_t id)
{
    struct db_rows *rows = sql_outbox_list(hub->db, hub->mem, "", id, 0);
    return db_next(rows) ? letter_from(hub, rows) : NULL;
}

int64_t outbox_dead(struct hub *hub)
{
    struct db_rows *rows = sql_outbox_dead(hub->db, hub->mem);
    return db_next(rows) ? db_int(rows, "mails") : 0;
}

static void note(struct hub *hub, struct db_rows *rows, const char *action, int64_t id,
                 const char *address)
{
    const char *to = db_next(rows) ? db_text(rows, "recipient") : NULL;
    if (!to)
        fail(FAIL_CONFLICT, "there is no such mail any more that did not arrive");
    audit_add(hub, action, text_format(hub->mem, "%" PRId64 " to %s", id, to), address);
}

void outbox_again(struct hub *hub, int64_t id, const char *address)
{
    note(hub, sql_outbox_again(hub->db, hub->mem, id), "mail.again", id, address);
}

void outbox_drop(struct hub *hub, int64_t id, const char *address)
{
    note(hub, sql_outbox_drop(hub->db, hub->mem, id), "mail.drop", id, address);
}
