/* When an account wants to be told.  Times are "08:00", of its time zone. */
#ifndef HUB_NOTIFY_SETTING_H
#define HUB_NOTIFY_SETTING_H

#include "hub/hub.h"

struct notify_setting {
    const char *zone;                     /* "Europe/Berlin" */
    const char *quiet_from, *quiet_until; /* what comes between is one message then; NULL: none */
    const char *digest_at;
    int64_t digest_day;   /* of weekly ones: 1 Monday to 7 Sunday */
    const char *away_day; /* told of nothing before that day: "2026-12-24"; NULL: not away */
    int64_t away_until;   /* the beginning of that day */
    /* Read only: */
    const char *email;
    bool confirmed; /* the address; nothing is told before */
};

/* Of whoever asks; what holds for those who never set any. */
const struct notify_setting *notify_setting_find(struct hub *hub);

/* fail(FAIL_REFUSED) for a zone that is not known, a time that no clock shows, quiet hours with one
 * end, a day that is none. */
void notify_setting_set(struct hub *hub, const struct notify_setting *setting);

#endif
