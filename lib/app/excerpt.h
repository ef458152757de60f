/*
 * The lines of source around the frames of a report, as far as they were sent along
 * (hub/code.h), in colours.
 *
 * Whatever the source holds, the page stays small and safe: so many frames, lines and characters
 * and no more, and what does not show as itself stands there as its code.
 */
#ifndef APP_EXCERPT_H
#define APP_EXCERPT_H

#include "app/colour_cache.h"
#include "app/doc.h"
#include "hub/code.h"
#include "hub/crasher.h"

struct excerpts {
    struct code *files;
    struct colour_cache *colours; /* NULL: none */
    int64_t colour_until_ms;      /* when no more time is spent on them; 0: not begun */
    int64_t left;                 /* so many may still be shown */
};

/* Asks for the source of the frames of the repository; NULL if nothing can be there. */
struct db_rows *excerpt_ask(struct hub *hub, const struct crasher_report *report);
/* rows may be NULL. */
struct excerpts *excerpt_take(struct hub *hub, struct db_rows *rows, struct colour_cache *colours);

/*
 * Adds the lines around the frame, if they are here, to its row; returns the path of the file
 * inside the repository then, else NULL.
 *
 * JSON: source_path, and source: [{line, text, hit}].  Template: section SOURCE with {{>EXCERPT}},
 * which tells why, if that is not NULL, below the line; or SOURCE_NOT.
 */
const char *excerpt_fill(struct doc *row, struct excerpts *excerpts, const struct frame *frame,
                         const char *why);

/* Where the file of the frame is inside the repository, if its text is here; NULL otherwise. */
const char *excerpt_path(const struct excerpts *excerpts, const struct frame *frame);

/* The line itself, as text of one line; NULL if it is not here. */
char *excerpt_line(struct arena *mem, const struct excerpts *excerpts, const struct frame *frame);

/* Why the mirror of the repository has no source for the frame, as a clause; NULL if it was not
 * looked for there. */
const char *excerpt_why_not(const struct excerpts *excerpts, const struct frame *frame);

#endif
