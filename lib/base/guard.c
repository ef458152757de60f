#include "base/guard.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdlib.h>

#include "base/config.h"

enum { HOST_MAX = 253, PORT_DIGITS = 5 };

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

static const struct {
    const char *scheme;
    int port;
    bool git_only;
} schemes[] = { { "https", 443, false }, { "http", 80, false }, { "ssh", 22, true } };

static guard_resolver *resolver; /* of a test */

void guard_resolve_by(guard_resolver *other)
{
    resolver = other;
}

static bool port_is_listed(int port)
{
    const char *rest = config_text("CALL_PORTS");
    while (*rest) {
        if (strtol(rest, NULL, 10) == port)
            return true;
        rest += strcspn(rest, " ,");
        rest += strspn(rest, " ,");
    }
    return false;
}

/* The rest after "scheme://"; NULL if that is not of the list. */
static const char *read_scheme(enum guard_use use, const char *url, struct guard_target *target)
{
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        size_t size = strlen(schemes[i].scheme);
        if (strncmp(url, schemes[i].scheme, size) != 0 || strncmp(url + size, "://", 3) != 0)
            continue;
        if (schemes[i].git_only && use != GUARD_GIT)
            return NULL;
        target->scheme = schemes[i].scheme;
        target->port = schemes[i].port;
        return url + size + 3;
    }
    return NULL;
}

/* Behind the host: nothing, or ":" and a port of the list. */
static bool read_port(struct bytes text, struct guard_target *target)
{
    int usual = target->port;
    if (text.size == 0)
        return true;
    if (text.at[0] != ':' || text.size < 2 || text.size > PORT_DIGITS + 1)
        return false;
    target->port = 0;
    for (size_t i = 1; i < text.size; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        target->port = target->port * 10 + text.at[i] - '0';
    }
    return target->port == usual || (target->port < 65536 && port_is_listed(target->port));
}

/* Labels of letters, digits and hyphens with dots between.  Non-ASCII names come as xn--. */
static bool is_name(const char *host)
{
    const char *label = host;
    for (;;) {
        size_t size = strspn(label, LOWER DIGITS "-");
        if (size == 0 || size > 63 || label[0] == '-' || label[size - 1] == '-')
            return false;
        if (label[size] == '\0')
            return true;
        if (label[size] != '.')
            return false;
        label += size + 1;
    }
}

/* Whether some resolver takes it for a number: its last label is all digits, or begins with 0x. */
static bool is_numeric(const char *host)
{
    const char *dot = strrchr(host, '.'), *last = dot ? dot + 1 : host;
    return strncmp(last, "0x", 2) == 0 || last[strspn(last, DIGITS)] == '\0';
}

static bool ends_in(const char *host, const char *end)
{
    size_t size = strlen(host), end_size = strlen(end);
    return size >= end_size && strcmp(host + size - end_size, end) == 0 &&
           (size == end_size || host[size - end_size - 1] == '.');
}

/* "[v6]" or a name or four numbers, until the end of text or a ':'; what is left in *rest. */
static const char *read_host(struct arena *mem, struct bytes text, struct guard_target *target,
                             struct bytes *rest)
{
    bool bracket = text.size > 0 && text.at[0] == '[';
    const char *end = memchr(text.at, bracket ? ']' : ':', text.size);
    if (bracket && !end)
        return "the host is malformed";
    size_t size = end ? (size_t)(end - text.at) : text.size, from = bracket ? 1 : 0;
    char *host = text_cut(mem, (struct bytes){ text.at + from, size - from });
    for (char *c = host; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c | 0x20);
    *rest = (struct bytes){ text.at + size + from, text.size - size - from };
    target->host = host;

    unsigned char v4[4];
    if (bracket)
        target->literal = inet_pton(AF_INET6, host, &target->at[0]) == 1;
    else if (is_numeric(host))
        target->literal = inet_pton(AF_INET, host, v4) == 1;
    else if (strlen(host) > HOST_MAX || !is_name(host))
        return "the host must be a name of letters, digits, hyphens and dots, or an address";
    if ((bracket || is_numeric(host)) && !target->literal)
        return "the host is not an address in its usual form";
    if (ends_in(host, "localhost"))
        return "the host is this machine";
    return NULL;
}

/* Everything but the look-up. */
static const char *read_url(struct arena *mem, enum guard_use use, const char *url,
                            struct guard_target *target)
{
    struct bytes rest;
    if (strlen(url) > GUARD_URL_MAX)
        return "it is longer than 2000 bytes";
    for (const char *c = url; *c; c++)
        if (*c <= ' ' || *c > '~' || strchr("\"<>\\^`{|}", *c))
            return "it holds a character that an address cannot have";
    const char *authority = read_scheme(use, url, target);
    if (!authority)
        return use == GUARD_GIT ? "it must begin with https://, http:// or ssh://"
                                : "it must begin with https:// or http://";
    struct bytes text = { authority, strcspn(authority, "/?#") };
    if (memchr(text.at, '@', text.size))
        return "it must not name a user; credentials are a setting of their own";
    const char *why = read_host(mem, text, target, &rest);
    if (why)
        return why;
    return read_port(rest, target) ? NULL : "its port is not one of NOPANIC_CALL_PORTS";
}

static void add_address(struct guard_target *target, const struct sockaddr *from)
{
    struct in6_addr *to = &target->at[target->count];
    const struct sockaddr_in *v4 = (const void *)from;
    const struct sockaddr_in6 *v6 = (const void *)from;
    if (from->sa_family == AF_INET6) {
        *to = v6->sin6_addr;
    } else {
        *to = (struct in6_addr){ .s6_addr = { [10] = 0xff, [11] = 0xff } };
        memcpy(&to->s6_addr[12], &v4->sin_addr, 4);
    }
    target->count++;
}

/* NULL, or why there is no address.  More than there is room for are refused: none goes unseen. */
static const char *look_up(struct guard_target *target)
{
    static const char unknown[] = "the name is not known";
    if (resolver && !target->literal) {
        int count = resolver(target->host, target->at);
        target->count = count > 0 ? (size_t)count : 0;
        return count > 0 ? NULL : unknown;
    }
    struct addrinfo *found = NULL, hints = { .ai_socktype = SOCK_STREAM };
    hints.ai_flags = target->literal ? AI_NUMERICHOST : 0;
    setenv("RES_OPTIONS", "timeout:2 attempts:2", 0); /* a slow server of names is not waited for */
    if (getaddrinfo(target->host, NULL, &hints, &found) != 0)
        return unknown;
    const char *why = found ? NULL : unknown;
    for (struct addrinfo *a = found; a && !why; a = a->ai_next) {
        if (target->count == GUARD_ADDRESSES_MAX)
            why = "the name has too many addresses";
        else if (a->ai_family == AF_INET || a->ai_family == AF_INET6)
            add_address(target, a->ai_addr);
    }
    freeaddrinfo(found);
    return why;
}

static const char *check_addresses(struct arena *mem, const struct guard_target *target)
{
    for (size_t i = 0; i < target->count; i++)
        if (!guard_is_open(&target->at[i]))
            return text_format(mem,
                               "%s%s%s is not of the public internet; the operator can allow it "
                               "by NOPANIC_ALLOW_PRIVATE",
                               target->literal ? "" : target->host, target->literal ? "" : " is ",
                               guard_text(mem, &target->at[i]));
    return NULL;
}

const char *guard_target(struct arena *mem, enum guard_use use, const char *url,
                         struct guard_target *target)
{
    memset(target, 0, sizeof(*target));
    const char *why = read_url(mem, use, url, target);
    if (!why)
        why = look_up(target);
    return why ? why : check_addresses(mem, target);
}

const char *guard_refuses(struct arena *mem, enum guard_use use, const char *url)
{
    struct guard_target target = { 0 };
    const char *why = read_url(mem, use, url, &target);
    if (why)
        return why;
    why = look_up(&target);
    if (why)
        return target.count > 0 ? why : NULL;
    return check_addresses(mem, &target);
}

bool guard_covers(const struct guard_target *target, const struct sockaddr *address)
{
    struct guard_target one = { 0 };
    if (address->sa_family != AF_INET && address->sa_family != AF_INET6)
        return false;
    add_address(&one, address);
    for (size_t i = 0; i < target->count; i++)
        if (memcmp(&target->at[i], &one.at[0], sizeof(one.at[0])) == 0)
            return true;
    return false;
}
