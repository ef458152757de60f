/* What a ticket of a crasher says, if nobody changes it. */
#ifndef APP_TICKET_DRAFT_H
#define APP_TICKET_DRAFT_H

#include "hub/crasher.h"

/* One line of at most TRACKER_TITLE_MAX characters. */
char *ticket_draft_title(struct hub *hub, const struct crasher_report *report);

/* Markdown, at most TRACKER_TEXT_MAX bytes; what the log said stands in it as code. */
char *ticket_draft_text(struct hub *hub, const struct crasher_report *report);

#endif
