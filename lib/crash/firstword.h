/* The words that lines begin with, blanks aside, and who they are of interest to. */
#ifndef CRASH_FIRSTWORD_H
#define CRASH_FIRSTWORD_H

#include "base/text.h"

struct firstwords;

struct firstwords *firstword_new(struct arena *mem);

/* The word must stay where it is; `who` are bits, of one's own meaning. */
void firstword_add(struct firstwords *all, const char *word, unsigned who);

/* Who the words are of interest to that the line begins with. */
unsigned firstword_of(const struct firstwords *all, struct bytes line);

#endif
