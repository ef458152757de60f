/*
 * The lines of a log, without what does not belong to them.
 *
 * A line ends with LF, CR LF or CR.  Colours and other terminal sequences, NUL bytes, a byte order
 * mark and the time stamps that CI systems put in front of lines are taken off; what is left is cut
 * to LINE_MAX bytes.  The place of a line in the log is told as it is, with all that.
 */
#ifndef CRASH_LINE_H
#define CRASH_LINE_H

#include "base/text.h"

enum {
    LINE_MAX = 64 * 1024,
};

struct line {
    struct bytes text; /* valid until the next line is read */
    size_t from, to;   /* place in the log, line end included */
    bool cleaned;      /* something was taken out of the text */
};

struct lines;

struct lines *lines_new(struct arena *mem);
void lines_open(struct lines *lines, struct bytes log);
struct bytes lines_log(const struct lines *lines);

/* Where the next line begins. */
size_t lines_at(const struct lines *lines);

/* How far lines were read, those included that were given back. */
size_t lines_seen(const struct lines *lines);

/* Whether each line begins with the names of a job and a step, which are taken off. */
bool lines_have_steps(const struct lines *lines);

/* False at the end of the log. */
MUST_USE bool lines_next(struct lines *lines, struct line *line);

/* The same for a line that is known to end there with LF, to have such a stamp, and nothing else
 * that does not belong to it; it is ahead of what was read. */
void lines_take(struct lines *lines, size_t from, size_t end, size_t stamp, struct line *line);

/* Reads on at a place that was the beginning of a line, or the end of one; ahead, too, to return
 * from such a place. */
void lines_back(struct lines *lines, size_t from);

#endif
