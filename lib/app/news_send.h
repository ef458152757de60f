/*
 * How a notification leaves by every way but e-mail: one call of a webhook, or of Slack's own
 * interface, by a child process; and what the answer means.
 *
 * The far side has taken it; or it may another time, after a wait that it asks for; or it never
 * will. What is wrong with the hub's own token counts as the second: whoever runs the hub mends it.
 */
#ifndef APP_NEWS_SEND_H
#define APP_NEWS_SEND_H

#include "base/http.h"
#include "hub/notification.h"

enum { NEWS_TIMEOUT_MS = 12000, NEWS_WAIT_MAX_S = 3600, NEWS_SAYS_MAX = 300 };

struct news_sender {
    const char *site;        /* hub/site.h */
    const char *slack_api;   /* "https://slack.com/api" */
    const char *slack_token; /* of the hub's bot; NULL: there is none */
};

struct news_end {
    enum notification_end end;
    const char *says;      /* the far side's words, or ours; never the address */
    int64_t retry_after_s; /* that it asks for, NEWS_WAIT_MAX_S at most; 0: nothing */
};

/* NULL if it cannot be sent at all: then *at_once is its end.  The ways are those of
 * struct notification without "email". */
struct process_child *news_send_begin(struct arena *mem, const struct news_sender *sender,
                                      const struct notification *notification,
                                      struct news_end *at_once);
struct news_end news_send_finish(struct arena *mem, const struct notification *notification,
                                 struct process_child *child);

/* What an answer to this way means. */
struct news_end news_answer(struct arena *mem, const char *way, const struct http_answer *answer);

#endif
