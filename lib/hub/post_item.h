/*
 * A post once its logs were read: what each target did, and which input belongs to which crash.
 *
 * No input is lost.  It goes to the crash that names it; else to the crash of the target whose
 * folder it lies in; else to the first crash that has none; else it makes a further crash of the
 * first crasher.  Where nothing was recognised it makes the target's unparsed crasher.
 */
#ifndef HUB_POST_ITEM_H
#define HUB_POST_ITEM_H

#include "crash/passed.h"
#include "hub/post.h"

struct post_occurrence {
    struct post_occurrence *next;
    const struct crash *crash;
    const struct post_input *input; /* NULL: none was sent */
    const char *input_name;         /* NULL: nobody named it */
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
    const char *rerun_of;        /* the input that this is about, as in struct post_log; NULL */
    const struct passed *passed; /* inputs that were run again and passed */
    /* What is stored of it, by post_item_finish(). */
    struct bytes digest;            /* SHA-256 of the text and of the inputs */
    struct bytes kept, kept_digest; /* of a long text the head and the tail */
    const char *reason, *failure; /* why it gives no verdict, in the words of the pages, or NULL */
    struct crash_stats stats;     /* what the sender told, else what the log told */
};

/* At least one; fail(FAIL_REFUSED) past POST_CRASHES_MAX crashes. */
struct post_item *post_items(const struct post *post);

/* For post_items(): works out what is stored of an item, once all inputs have their place. */
void post_item_finish(const struct post *post, struct post_item *item);

/* SHA-256 of all that was sent, whatever the form: a retry may come with another boundary. */
struct bytes post_digest(const struct post *post);

#endif
