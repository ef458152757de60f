/*
 * Whether the hub may call an address that somebody gave: of a git server, Jira, Slack, S3, a
 * webhook.
 *
 * It may not be led to what only the hub can reach (server-side request forgery).  The address has
 * to be plain: a scheme of the list, no user, a host in ASCII, a port of NOPANIC_CALL_PORTS.  Its
 * host is looked up once, and refused if any of the addresses found is not of the public internet,
 * or of a range of NOPANIC_ALLOW_PRIVATE.  Who calls connects to the addresses found here, and asks
 * no further time.
 */
#ifndef BASE_GUARD_H
#define BASE_GUARD_H

#include <netinet/in.h>

#include "base/text.h"

enum { GUARD_ADDRESSES_MAX = 16, GUARD_URL_MAX = 2000 };

enum guard_use {
    GUARD_WEB, /* https, http */
    GUARD_GIT, /* https, http, ssh */
};

/* Always in the form of IPv6, that of IPv4 as ::ffff:a.b.c.d. */
struct guard_target {
    const char *scheme, *host; /* in lower case; of an IPv6 address without brackets */
    int port;
    bool literal; /* the host is an address */
    struct in6_addr at[GUARD_ADDRESSES_MAX];
    size_t count;
};

/* NULL if the hub may call url now, and to what it may connect; else why not. */
const char *guard_target(struct arena *mem, enum guard_use use, const char *url,
                         struct guard_target *target);

/* For a form: NULL if url may be kept, else why not.  A name that nobody knows as yet may be; it is
 * looked up again when it is called. */
const char *guard_refuses(struct arena *mem, enum guard_use use, const char *url);

/* Whether this is one of the addresses of the target: for the moment of connecting. */
MUST_USE bool guard_covers(const struct guard_target *target, const struct sockaddr *address);

/* "192.0.2.7" or "2001:db8::7" */
char *guard_text(struct arena *mem, const struct in6_addr *address);

/* Whether it is of the public internet, or allowed by NOPANIC_ALLOW_PRIVATE. */
MUST_USE bool guard_is_open(const struct in6_addr *address);

/* Instead of the system's resolver, for tests: fills at most GUARD_ADDRESSES_MAX addresses, returns
 * how many, or -1 if the name is not known.  NULL: the system's again. */
typedef int guard_resolver(const char *host, struct in6_addr at[]);
void guard_resolve_by(guard_resolver *resolver);

#endif
