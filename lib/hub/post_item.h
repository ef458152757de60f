/*
 * A post once its logs were read: what each target did, and which input belongs to which crash.
 *
 * No input is lost.  It goes to the crash that names it; else to the crash of the target whose
 * folder it lies in; else to the first crash that has none; else it makes a further crash of the
 * first crasher.  Where nothing was recognised it makes the target's unparsed crasher.
 */
#ifndef HUB_POST_ITEM_H
#define HUB_POST_ITEM_H

#include "hub/post.h"

struct post_occurrence {
    struct post_occurrence *next;
    const struct crash *crash;
    const struct post_input *input; /* NULL: none was sent */
};

struct post_item {
    struct post_item *next;
    const struct post_log *log;
    const struct crash_result *result;
    struct bytes
        text; /* what of the log is about this target; all of it where that is the only one */
    const char *package, *target, *engine; /* never NULL */
    enum crash_state state;
    struct post_occurrence *occurrences, **end;
};

/* At least one; fail(FAIL_REFUSED) past POST_CRASHES_MAX crashes. */
struct post_item *post_items(const struct post *post);

#endif
