/*
 * What people say of a crasher.  Whoever may triage its repository writes, and changes or removes
 * what is the own; fail(FAIL_CONFLICT) where it is not there any more, or is somebody else's.
 */
#ifndef HUB_COMMENT_H
#define HUB_COMMENT_H

#include "hub/crasher.h"

enum { COMMENT_MAX = 64 * 1024, COMMENTS_MAX = 1000 }; /* bytes of one; of one crasher */

struct comment {
    struct comment *next;
    int64_t id;
    int64_t at, edited_at; /* 0: never */
    const char *account;   /* NULL: of an account that is gone */
    const char *text;      /* Markdown */
    bool mine;             /* may be changed by the visitor */
};

/* Those before this one (0: the newest), HUB_PAGE_ROWS and one more if there are more; the newest
 * first. */
struct db_rows *comment_ask(struct hub *hub, int64_t crasher, int64_t before);
/* None where nothing was asked for: rows may be NULL. */
const struct comment *comment_take(struct hub *hub, struct db_rows *rows);

/* text is UTF-8 of at most COMMENT_MAX bytes. */
void comment_add(struct hub *hub, const struct crasher_report *of, const char *text);
void comment_edit(struct hub *hub, const struct crasher_report *of, int64_t id, const char *text);
void comment_remove(struct hub *hub, const struct crasher_report *of, int64_t id);

#endif
