/*
 * Markdown (CommonMark), as people write comments in it.  The only door to cmark-gfm, without its
 * extensions.
 *
 * Nothing of its HTML is used: a text becomes a row of pieces, and a template writes the tags, so
 * that all text is escaped there as everywhere.  HTML in the text is text.
 */
#ifndef BASE_MARKDOWN_H
#define BASE_MARKDOWN_H

#include "base/text.h"

enum { MARKDOWN_MAX = 64 * 1024 }; /* bytes of a text */

/*
 * What a piece is.  Ends of what encloses others are pieces too: "STRONG", "STRONG_END"; all that
 * is begun is ended.
 *
 *   QUOTE, BULLETS, NUMBERS, ITEM, PARAGRAPH, HEADING, EMPHASIS, STRONG   enclose others
 *   LINK          encloses others; text is where it goes: http://, https:// or a path of this site.
 *                 Links to elsewhere are their text alone, pictures links.
 *   TEXT, CODE, CODE_BLOCK   text
 *   RULE, BREAK
 */
struct markdown {
    struct markdown *next;
    const char *name;
    const char *text; /* UTF-8; NULL where there is none */
};

/* The pieces of UTF-8 text.  NULL if it is longer than MARKDOWN_MAX, or so intricate that it would
 * cost too much: some thousand marks or pieces, or nested some 20 deep.  An empty text has one
 * piece, of empty text. */
const struct markdown *markdown_read(struct arena *mem, struct bytes text);

#endif
