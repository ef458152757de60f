/*
 * The text of a ticket, which is written in Markdown, in the forms that trackers take; and the
 * pieces of Markdown that a draft is made of, in which text of a log stays what it is.
 */
#ifndef HUB_TICKET_TEXT_H
#define HUB_TICKET_TEXT_H

#include "base/json.h"

/* The Atlassian Document Format of Jira Cloud. */
struct json *ticket_adf(struct arena *mem, const char *markdown);

/* The wiki text of Jira Data Center; what is over size_max bytes is cut off. */
char *ticket_wiki(struct arena *mem, const char *markdown, size_t size_max);

/* One line of at most so many characters: control characters are blanks, what is cut ends in "…".
 */
char *ticket_title(struct arena *mem, const char *title, size_t most);

/* As code in a line of Markdown, as a block of code, as plain words. */
char *ticket_code(struct arena *mem, const char *text);
char *ticket_block(struct arena *mem, const char *text, size_t size_max);
char *ticket_words(struct arena *mem, const char *text);

#endif
