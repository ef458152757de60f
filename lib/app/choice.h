/* Words of the database, how people read them, and forms that choose among them. */
#ifndef APP_CHOICE_H
#define APP_CHOICE_H

#include "app/doc.h"

struct choice {
    const char *value, *word; /* NULL, NULL ends a list */
};

/* The value itself if it is none of them. */
const char *choice_word(const struct choice *choices, const char *value);

/* Of values with commas between: their words, in the order of the choices. */
const char *choice_words(struct arena *mem, const struct choice *choices, const char *values);

/* For people: a list of all choices, each with {{VALUE}}, {{WORD}}, and CHOSEN or CHOSEN_NOT;
 * chosen are values with commas between. */
void choice_fill(struct doc *doc, const char *name, const struct choice *choices,
                 const char *chosen);

#endif
