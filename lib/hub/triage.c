#include "hub/triage.h"

#include <ctype.h>

#include "base/fail.h"
#include "hub/audit.h"

/* In lower case, as commits are stored. */
static const char *commit_from(struct hub *hub, const char *text)
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
    const char *commit = fix ? commit_from(hub, step->commit) : NULL;
    const char *reason = step->reason && *step->reason ? step->reason : NULL;
    struct db_rows *rows = sql_triage_step(hub->db, hub->mem, report->crasher.id, step->deed,
                                           step->was, commit, reason);
    const char *was = db_next(rows) ? db_text(rows, "was") : "";
    note(hub, report, text_format(hub->mem, "crasher.%s", step->deed),
         text_format(hub->mem, "was %s%s%s", was, fix ? ", in " : "", fix ? commit : ""));
}
