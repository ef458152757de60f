/*
 * What people do with a crasher.
 *
 * Which step is possible in which state is written in one place, crasher_steps() of
 * sql/schema/004_functions.sql, which posts follow too:
 *
 *   triage    open, regressed            -> triaged
 *   fix       open, triaged, regressed   -> fixed        names the commit
 *   wontfix   open, triaged, regressed   -> wontfix
 *   reopen    triaged, fixed, wontfix    -> open
 *   pass      open, triaged, regressed   -> fixed        its input passed at a newer commit
 *   pass      fixed                      -> fixed        the same, once: the fix is confirmed
 *   crash     fixed                      -> regressed    unless at an older commit: crasher_back(),
 *                                                        which asks the mirror where there is one
 *
 * Every other step is refused.  Of several people at once one is first; the others are told by
 * fail(FAIL_CONFLICT) which state it has now.  Each change is a line of the crasher's history
 * (hub/event.h) and one of the audit.  Whoever may not triage gets fail(FAIL_DENIED).
 */
#ifndef HUB_TRIAGE_H
#define HUB_TRIAGE_H

#include "hub/crasher.h"

enum { TRIAGE_COMMIT_MIN = 7, TRIAGE_COMMIT_MAX = 64, TRIAGE_REASON_MAX = 1000 };

struct triage_step {
    const char *deed;   /* "triage", "fix", "wontfix", "reopen" */
    const char *was;    /* the state that its author saw; NULL: whichever */
    const char *commit; /* of a fix, or its beginning: hexadecimal; fail(FAIL_REFUSED) if not */
    const char *reason; /* at most TRIAGE_REASON_MAX bytes; NULL or "": none */
};
void triage_step(struct hub *hub, const struct crasher_report *report,
                 const struct triage_step *step);

/* Gives it to an account that may read the repository; fail(FAIL_REFUSED) if there is none of this
 * name. "": to nobody. */
void triage_assign(struct hub *hub, const struct crasher_report *report, const char *name);

/* Of a muted crasher nobody is told, and lists of open ones leave it out.  It is muted until a day,
 * "2026-12-01", as long as five years (NULL: of no matter), and until it was seen so many times
 * more, at most TRIAGE_MORE_MAX (0: of no matter).  With neither it is heard again, as it is when
 * its state becomes another than triaged or open. */
enum { TRIAGE_MORE_MAX = 1000000 };
void triage_mute(struct hub *hub, const struct crasher_report *report, const char *until,
                 int64_t more);

/* A commit as it is stored, in lower case, and a day; fail(FAIL_REFUSED) if the text is none. */
const char *triage_commit(struct hub *hub, const char *text);
const char *triage_day(const char *text);

/* Makes it the duplicate of another crasher of its repository: crashes, targets, comments,
 * subscriptions and, if the other has none, its ticket go there, and its page with them.  was as
 * above. */
void triage_merge(struct hub *hub, const struct crasher_report *report, int64_t other,
                  const char *was);

/* Takes such a merge back: the other is again what it was, and has what was seen by its signatures
 * since; comments and tickets made since stay.  fail(FAIL_CONFLICT) if it is not merged into this
 * one, or was merged by the hub, which would do so again. */
void triage_split(struct hub *hub, const struct crasher_report *report, int64_t other);

/* What can be taken back, the newest first, at most 50. */
struct triage_merged {
    struct triage_merged *next;
    int64_t id, at;
    const char *title;
};
struct db_rows *triage_ask_merged(struct hub *hub, int64_t crasher);
/* None where nothing was asked for: rows may be NULL. */
const struct triage_merged *triage_take_merged(struct hub *hub, struct db_rows *rows);

#endif
