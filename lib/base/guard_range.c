/* Which addresses are of the public internet. */
#include <arpa/inet.h>
#include <stdlib.h>

#include "base/config.h"
#include "base/guard.h"

enum { RANGE_TEXT_MAX = 64, V4_BITS = 96 };

static const unsigned char v4_head[12] = { [10] = 0xff, [11] = 0xff }; /* ::ffff: */

/* Of IPv4, what is not public: the registry of special addresses, multicast, and what is public by
 * number only, as the service of Azure that every machine there can ask. */
static const char *const closed_v4[] = {
    "0.0.0.0/8",        "10.0.0.0/8",     "100.64.0.0/10",  "127.0.0.0/8",
    "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12",  "192.0.0.0/24",
    "192.0.2.0/24",     "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
    "198.51.100.0/24",  "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
};

/* Of IPv6 only 2000::/3 is public, and of that not these: addresses that hide one of IPv4 (Teredo,
 * 6to4) and such for documentation.  NAT64, ULA, link-local and multicast lie outside of it. */
static const char *const closed_v6[] = { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" };

static bool is_v4(const struct in6_addr *address)
{
    return memcmp(address, v4_head, sizeof(v4_head)) == 0;
}

static bool has_prefix(const struct in6_addr *address, const struct in6_addr *range, int bits)
{
    int whole = bits / 8, rest = bits % 8;
    if (memcmp(address, range, (size_t)whole) != 0)
        return false;
    return rest == 0 || (address->s6_addr[whole] ^ range->s6_addr[whole]) >> (8 - rest) == 0;
}

/* An address, as of IPv6; false if the text is none.  No short, octal or hexadecimal forms. */
static bool read_address(const char *text, struct in6_addr *to)
{
    memcpy(to, v4_head, sizeof(v4_head));
    return inet_pton(AF_INET, text, &to->s6_addr[sizeof(v4_head)]) == 1 ||
           inet_pton(AF_INET6, text, to) == 1;
}

/* "10.0.0.0/8", or one address. */
static bool is_in(const struct in6_addr *address, struct bytes range)
{
    char text[RANGE_TEXT_MAX];
    struct in6_addr base;
    int64_t bits = -1;
    if (range.size == 0 || range.size >= sizeof(text))
        return false;
    memcpy(text, range.at, range.size);
    text[range.size] = '\0';
    char *slash = strchr(text, '/');
    if (slash)
        *slash = '\0';
    if (!read_address(text, &base))
        return false;
    bool v4 = is_v4(&base) && !strchr(text, ':');
    if (slash && (!text_to_int(slash + 1, &bits) || bits < 0 || bits > (v4 ? 32 : 128)))
        return false;
    int all = slash ? (int)bits + (v4 ? V4_BITS : 0) : 128;
    return has_prefix(address, &base, all);
}

static bool is_in_any(const struct in6_addr *address, const char *const ranges[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_in(address, bytes_from(ranges[i])))
            return true;
    return false;
}

static bool is_allowed(const struct in6_addr *address)
{
    const char *rest = config_text("ALLOW_PRIVATE");
    while (rest && *rest) {
        size_t size = strcspn(rest, " ,");
        if (is_in(address, (struct bytes){ rest, size }))
            return true;
        rest += size + strspn(rest + size, " ,");
    }
    return false;
}

bool guard_is_open(const struct in6_addr *address)
{
    bool closed = is_v4(address) ? is_in_any(address, closed_v4, COUNT_OF(closed_v4))
                                 : !is_in(address, BYTES("2000::/3")) ||
                                       is_in_any(address, closed_v6, COUNT_OF(closed_v6));
    return !closed || is_allowed(address);
}

char *guard_text(struct arena *mem, const struct in6_addr *address)
{
    char text[INET6_ADDRSTRLEN];
    if (is_v4(address))
        inet_ntop(AF_INET, &address->s6_addr[sizeof(v4_head)], text, sizeof(text));
    else
        inet_ntop(AF_INET6, address, text, sizeof(text));
    return text_copy(mem, text);
}
