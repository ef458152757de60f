/*
 * A notification as the JSON that each chat takes by its webhook, within the limits of each, and
 * the hub's own form, signed, for programs.
 *
 * Text of logs stays text there: no marks, no links but ours, nobody is called by it.  What does
 * not fit is counted, behind the lines that are shown.
 */
#ifndef APP_NEWS_CHAT_H
#define APP_NEWS_CHAT_H

#include "hub/notification.h"

enum {
    SLACK_TEXT_MAX = 3000,   /* characters of a section, and of the text beside the blocks */
    SLACK_HEADER_MAX = 150,  /* characters */
    SLACK_BLOCKS_MAX = 50,   /* of a message */
    TEAMS_MAX = 20000,       /* bytes of all of it; 28 KB are documented, fewer are taken */
    DISCORD_TITLE_MAX = 256, /* characters of an embed's title */
    DISCORD_EMBEDS_MAX = 10,
    DISCORD_MAX = 6000, /* characters of all embeds */
    DISCORD_CONTENT_MAX = 2000,
    MATTERMOST_MAX = 12000, /* characters of a post; 16,383 are the limit of most servers */
};

/* Of an incoming webhook; with a channel (may be NULL), or a member's id, as chat.postMessage takes
 * it. */
char *news_slack(struct arena *mem, const char *site, const struct notification *notification,
                 const char *channel);

/* A webhook of Workflows, or an incoming one: an adaptive card. */
char *news_teams(struct arena *mem, const char *site, const struct notification *notification);

char *news_discord(struct arena *mem, const char *site, const struct notification *notification);
char *news_mattermost(struct arena *mem, const char *site, const struct notification *notification);

/* Everything that is known of the events, for programs; the same bytes each time it is sent. */
char *news_webhook(struct arena *mem, const char *site, const struct notification *notification);

/* The header X-Nopanic-Signature, by which the receiver knows that it comes from here and when it
 * was sent, in seconds since 1970: "t=1790000000,v1=<hex>", where v1 is the HMAC-SHA256 of "t.body"
 * under the bytes of the key. */
char *news_signature(struct arena *mem, const char *key, int64_t now, const char *body);

#endif
