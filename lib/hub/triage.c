#include "hub/triage.h"

#include <ctype.h>

#include "base/fail.h"
#include "hub/audit.h"

const char *triage_commit(struct hub *hub, const char *text)
{
    char *commit = text_copy(hub->mem, text ? text : "");
    size_t size = strlen(commit);
    for (size_t i = 0; i < size; i++)
        commit[i] = (char)tolower((unsigned char)commit[i]);
    if (size < TRIAGE_COMMIT_MIN || size > TRIAGE_COMMIT_MAX ||
        strspn(commit, "0123456789abcdef") != size)
        fail(FAIL_REFUSED, "commit is %d to %d hexadecimal digits", TRIAGE_COMMIT_MIN,
             TRIAGE_COMMIT_MAX);
    return commit;
}

static void note(struct hub *hub, const struct crasher_report *r, const char *action,
                 const char *what)
{
    audit_add(hub, action,
              text_format(hub->mem, "%s #%" PRId64 "%s%s", r->repo, r->crasher.id,
                          *what ? ": " : "", what),
              NULL);
}

void triage_step(struct hub *hub, const struct crasher_report *report,
                 const struct triage_step *step)
{
    bool fix = strcmp(step->deed, "fix") == 0;
    const char *commit = fix ? triage_commit(hub, step->commit) : NULL;
    const char *reason = step->reason && *step->reason ? step->reason : NULL;
    struct db_rows *rows = sql_triage_step(hub->db, hub->mem, report->crasher.id, step->deed,
                                           step->was, commit, reason);
    const char *was = db_next(rows) ? db_text(rows, "was") : "";
    note(hub, report, text_format(hub->mem, "crasher.%s", step->deed),
         text_format(hub->mem, "was %s%s%s", was, fix ? ", in " : "", fix ? commit : ""));
}

void triage_assign(struct hub *hub, const struct crasher_report *report, const char *name)
{
    struct db_rows *rows = sql_triage_assign(hub->db, hub->mem, report->crasher.id, name);
    if (db_next(rows) && db_bool(rows, "changed"))
        note(hub, report, "crasher.assign", *name ? name : "nobody");
}

static bool is_day(const char *text)
{
    static const char form[] = "0000-00-00";
    size_t i = 0;
    for (; form[i] && text[i]; i++)
        if (form[i] == '0' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
            return false;
    return !form[i] && !text[i];
}

const char *triage_day(const char *text)
{
    if (!text || !is_day(text))
        fail(FAIL_REFUSED, "until is a day, such as 2026-12-01");
    return text;
}

void triage_mute(struct hub *hub, const struct crasher_report *report, const char *until,
                 int64_t more)
{
    if (until)
        until = triage_day(until);
    if (more < 0 || more > TRIAGE_MORE_MAX)
        fail(FAIL_REFUSED, "more is a number from 1 to %d", TRIAGE_MORE_MAX);
    (void)sql_triage_mute(hub->db, hub->mem, report->crasher.id, until, more);
    if (!until && more == 0)
        note(hub, report, "crasher.unmute", "");
    else
        note(hub, report, "crasher.mute",
             text_format(hub->mem, "until %s, %" PRId64 " more", until ? until : "-", more));
}

void triage_merge(struct hub *hub, const struct crasher_report *report, int64_t other,
                  const char *was)
{
    (void)sql_triage_merge(hub->db, hub->mem, report->crasher.id, other, was);
    note(hub, report, "crasher.merge", text_format(hub->mem, "into #%" PRId64, other));
}

void triage_split(struct hub *hub, const struct crasher_report *report, int64_t other)
{
    (void)sql_triage_split(hub->db, hub->mem, report->crasher.id, other);
    note(hub, report, "crasher.split", text_format(hub->mem, "#%" PRId64 " from it", other));
}

struct db_rows *triage_ask_merged(struct hub *hub, int64_t crasher)
{
    return sql_triage_merged(hub->db, hub->mem, crasher);
}

const struct triage_merged *triage_take_merged(struct hub *hub, struct db_rows *rows)
{
    struct triage_merged *first = NULL, **end = &first;
    for (; rows && db_next(rows); end = &(*end)->next) {
        struct triage_merged *m = *end = ARENA_ONE(hub->mem, struct triage_merged);
        m->id = db_int(rows, "id");
        m->at = db_int(rows, "at");
        m->title = db_text(rows, "title");
    }
    return first;
}
