/*
 * A notification as a mail: text, and the same as HTML that needs nothing from elsewhere, for
 * readers in the light and in the dark.
 */
#ifndef APP_NEWS_MAIL_H
#define APP_NEWS_MAIL_H

#include "base/message.h"
#include "hub/frame.h"
#include "hub/notification.h"

/* What a mail tells beyond the notification, if that is about one crasher.  NULL: not known. */
struct news_detail {
    const struct frame *frames; /* innermost first */
    const char *place;          /* where it crashed, as the repository names it */
    const char *source;         /* the line of source that crashed */
    const char *command;        /* that reproduces it */
};

enum { NEWS_FRAMES = 5 };

/* Of a crasher; NULL if there is none that may be seen. */
const struct news_detail *news_detail_find(struct hub *hub, const char *site, int64_t crasher);

/* Of the mail of a notification, as its Message-ID. */
char *news_mail_id(struct arena *mem, int64_t notification, int64_t made_at, const char *host);

/* The whole mail but for its sender; site: hub/site.h; host: of its ids.  detail may be NULL. */
struct message news_mail(struct arena *mem, const char *site, const char *host,
                         const struct notification *notification, const struct news_detail *detail);

#endif
