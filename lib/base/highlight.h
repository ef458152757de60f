/*
 * The colours of source text.  The only door to the program highlight, which runs as a child with
 * an empty environment and limits on its time, memory and output.
 *
 * Nothing that it writes reaches a page: of its HTML the class of each character is read, and only
 * as long as the text between the tags is the one it was given.
 */
#ifndef BASE_HIGHLIGHT_H
#define BASE_HIGHLIGHT_H

#include "base/text.h"

enum { HIGHLIGHT_MAX = 48 * 1024 }; /* bytes of text, which cost it half a second at the worst */

enum highlight {
    HIGHLIGHT_PLAIN,
    HIGHLIGHT_KEYWORD,
    HIGHLIGHT_STRING,
    HIGHLIGHT_NUMBER,
    HIGHLIGHT_NAME, /* of a type or function */
    HIGHLIGHT_COMMENT,
};

/* The language of a file by its name, as the program calls it ("rs"); NULL if it knows none. */
const char *highlight_language(const char *path);

/* The colour (enum highlight) of each byte; NULL if the text is too long, or the program is not
 * there, failed or took too long. */
const unsigned char *highlight(struct arena *mem, struct bytes text, const char *language);

#endif
