/*
 * A notification in words, before any way of sending gives it a form: mails and chats say the same.
 *
 * A test of a channel has one line, which is of no event.
 *
 * Each text is one line without control characters; what is long is cut, and ends in "…".
 */
#ifndef APP_NEWS_TEXT_H
#define APP_NEWS_TEXT_H

#include "hub/notification.h"

enum {
    NEWS_TITLE_MAX = 200, /* characters */
    NEWS_FACTS_MAX = 600,
};

/* What is bad, what is good, and what cannot be told. */
enum news_tone { NEWS_RED, NEWS_GREEN, NEWS_AMBER, NEWS_TONES };

struct news_line {
    struct news_line *next;
    enum news_tone tone;
    const char *word;     /* "New" */
    const char *title;    /* "index out of range in xor.Mask" */
    const char *place;    /* "helper/xor/xor.go:46"; NULL: not known */
    const char *facts;    /* "FuzzMask of helper/xor · seen 3 times"; NULL: none */
    const char *severity; /* "high"; NULL: of none */
    const char *repo;     /* NULL where all are of one */
    const char *url;      /* of its page */
};

struct news_text {
    const char *id;       /* the same each time it is sent: "7-1790000000" */
    const char *subject;  /* "[vault] new: index out of range in xor.Mask" */
    const char *headline; /* "New crasher in XXyCorp/vault" */
    const struct news_line *lines;
    int64_t more; /* that are not among the lines */
    const char *more_url;
    const char *button, *button_url; /* "Open the report", if there is one only */
    const char *why;                 /* "You star XXyCorp/vault" */
    const char *leave_url;           /* that ends it without a login; NULL: it cannot be left so */
    const char *settings_url;        /* NULL: they are an administrator's, not the reader's */
    bool mandatory;
};

/* site: hub/site.h. */
const struct news_text *news_text_write(struct arena *mem, const char *site,
                                        const struct notification *notification);

#endif
