/*
 * A place that can be written to.  An account has its e-mail from the start, and adds its own
 * hooks; addresses of hooks are sealed, and shown to nobody.
 *
 * Administrators share channels of their own: a chat of a team, an address that is nobody's
 * account.  Who reads there the hub cannot know, so what is not public is told there only if they
 * said so.
 */
#ifndef HUB_CHANNEL_H
#define HUB_CHANNEL_H

#include "hub/hub.h"

enum { CHANNELS_MAX = 20, CHANNELS_SHARED_MAX = 200, CHANNEL_NAME_MAX = 80 };

/* A message that tells of nothing, sent as all are. */
struct channel_test {
    int64_t id;         /* 0: there was none lately */
    int64_t at;         /* when it was asked for */
    const char *state;  /* "waiting", "sent", "dead" or "denied" */
    const char *answer; /* of the other side, in its words; NULL: none (yet) */
};

struct channel {
    struct channel *next;
    int64_t id;
    const char
        *kind; /* "email", "slack", "slack_dm", "teams", "discord", "mattermost", "webhook" */
    const char *name;      /* "" if it has none */
    const char *address;   /* of slack_dm: the member, or NULL: whoever has the account's e-mail */
    int64_t failures;      /* one after the other */
    int64_t failing_since; /* 0: it works, or was never used */
    struct channel_test test; /* the last one */
    bool sees_private;        /* of shared ones: what is not public, too, */
    int64_t rules;            /* and how many rules tell it */
};

/* Those of whoever asks, the e-mail first. */
const struct channel *channel_list(struct hub *hub);
/* Those of administrators, by name; to others there are none. */
const struct channel *channel_list_shared(struct hub *hub);
/* NULL if there is none of this id. */
const struct channel *channel_find_shared(struct hub *hub, int64_t id);

struct channel_wish {
    const char *kind; /* any but "email" */
    const char *name;
    const char *url;     /* of a hook */
    const char *address; /* of slack_dm; NULL: none */
};

/* Adds one for whoever asks.  Returns the key that signs what a "webhook" gets, which is shown this
 * once; NULL for other kinds.  fail(FAIL_REFUSED) for an address that the hub may not call, or if
 * there are CHANNELS_MAX already. */
const char *channel_add(struct hub *hub, const struct channel_wish *wish);

/* fail(FAIL_CONFLICT) if whoever asks has none of this id; the account's e-mail stays. */
void channel_remove(struct hub *hub, int64_t id);

/* Sends a test to one of whoever asks; its id, 0 if there was one in the last ten seconds, or there
 * were twenty in the last hour.  fail(FAIL_CONFLICT) if there is no such channel any more. */
int64_t channel_test(struct hub *hub, int64_t id);

/* What follows is for administrators, of the shared ones, each with its audit row. */

/* kind may be "email" with an address, too, and there is always a name; fail(FAIL_REFUSED) for an
 * address that an account or another channel has, or if there are CHANNELS_SHARED_MAX. */
struct channel_made {
    int64_t id;
    const char *key; /* as of channel_add() */
};
struct channel_made channel_add_shared(struct hub *hub, const struct channel_wish *wish,
                                       bool sees_private);

/* fail(FAIL_CONFLICT) if it is not there any more.  Its rules go with it. */
void channel_set_shared(struct hub *hub, const struct channel *channel, const char *name,
                        bool sees_private);
void channel_remove_shared(struct hub *hub, const struct channel *channel);

/* Opens what a row with the columns id, sealed and sealed_key holds, for whoever sends; NULL: there
 * is nothing, or no key opens it. */
const char *channel_open(struct hub *hub, int64_t id, const char *column, struct bytes sealed);

#endif
