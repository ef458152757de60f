/* The rows of the page of one's notifications: app/notify_page.h. */
#ifndef APP_NOTIFY_ROW_H
#define APP_NOTIFY_ROW_H

#include "app/doc.h"
#include "hub/channel.h"
#include "hub/notification_told.h"
#include "hub/subscription.h"

void notify_row_channel(struct doc *row, const struct channel *channel);

/* With all that could be chosen, for its form. */
void notify_row_subscription(struct doc *row, const struct subscription *subscription);

void notify_row_told(struct doc *row, const struct notification_told *told);

/* How people call a channel: "#vault (Slack channel)". */
const char *notify_row_where(struct arena *mem, const struct channel *channel);

/* The days of the week, for people, with this one chosen. */
void notify_row_days(struct doc *doc, int64_t chosen);

#endif
