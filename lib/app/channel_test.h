/*
 * The button that sends a test to a channel, and what came of it, in the words of the other side.
 *
 * A page that has it lists its channels: do=test, id= of a POST asks for a test, and sends the
 * reader back with ?test=, which looks again each second until there is an answer.
 */
#ifndef APP_CHANNEL_TEST_H
#define APP_CHANNEL_TEST_H

#include "app/page.h"
#include "hub/channel.h"

/* The deed.  Back to the path of this page; fail(FAIL_TOO_MANY) for programs that ask too often,
 * people are told. */
void channel_test_do(struct page *page, const char *path);

/* Adds test_state, test_answer and tested, when it was asked for. */
void channel_test_fill(struct doc *row, const struct channel *channel);

/* For people, at the top of the page: {{>TEST}}, if it is the one that ?test= names. */
void channel_test_tell(struct page *page, const struct channel *channel, const char *where);

#endif
