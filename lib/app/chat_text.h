/*
 * Text of a log in a message of a chat: cut to what the chat takes, and escaped, so that it stays
 * text and calls nobody: "@channel" and the like get an invisible space behind the sign.
 */
#ifndef APP_CHAT_TEXT_H
#define APP_CHAT_TEXT_H

#include "base/text.h"

enum chat_form {
    CHAT_PLAIN,    /* nothing but the calls is escaped */
    CHAT_SLACK,    /* "mrkdwn" of Slack: & < > */
    CHAT_CODE,     /* the same inside of backticks */
    CHAT_MARKDOWN, /* of Discord and Mattermost: each sign that means something there */
};

/* How chats count characters: in units of UTF-16, never fewer than any other count. */
size_t chat_size(const char *text);

/* Of at most so many characters once escaped; what is cut ends in "…".  text is UTF-8. */
char *chat_text(struct arena *mem, enum chat_form form, const char *text, size_t most);

#endif
