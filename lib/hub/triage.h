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
 *   crash     fixed                      -> regressed    unless at an older commit: is_regression()
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

#endif
