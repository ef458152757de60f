/*
 * Reads any bytes as the address of a server to call.
 *
 * What may be called means the same to libcurl, which does the calling: host and port are those
 * that were looked at.  No address of the machine's own networks may be called, however it is
 * written.
 */
#include <arpa/inet.h>
#include <curl/curl.h>
#include <strings.h>

#include "base/guard.h"
#include "fuzz.h"

/* Every name is of one address of the public internet. */
static int resolve(const char *host, struct in6_addr at[])
{
    static const struct in6_addr open = { .s6_addr = { 0x26, 0x06, 0x47, 0, 0x47,
                                                       0, [15] = 0x11 } };
    (void)host;
    at[0] = open;
    return 1;
}

/* An address as libcurl takes it, perhaps written in another way. */
static void check_address(const char *host, const struct guard_target *target)
{
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    char bare[INET6_ADDRSTRLEN];
    if (*host != '[') {
        demand(inet_pton(AF_INET, host, &v4.sin_addr) == 1);
        demand(guard_covers(target, (const struct sockaddr *)&v4));
        return;
    }
    size_t size = strlen(host) - 2;
    demand(size < sizeof(bare));
    memcpy(bare, host + 1, size);
    bare[size] = '\0';
    demand(inet_pton(AF_INET6, bare, &v6.sin6_addr) == 1);
    demand(guard_covers(target, (const struct sockaddr *)&v6));
}

static void check_host(CURLU *handle, const struct guard_target *target)
{
    char *host = NULL;
    demand(curl_url_get(handle, CURLUPART_HOST, &host, 0) == CURLUE_OK);
    if (target->literal)
        check_address(host, target);
    else
        demand(strcasecmp(host, target->host) == 0);
    curl_free(host);
}

static void check_port(CURLU *handle, const struct guard_target *target)
{
    char *port = NULL;
    demand(curl_url_get(handle, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK);
    demand(atoi(port) == target->port);
    curl_free(port);
}

static void check(const char *url, const struct guard_target *target)
{
    demand(target->count > 0 && target->count <= GUARD_ADDRESSES_MAX);
    for (size_t i = 0; i < target->count; i++)
        demand(guard_is_open(&target->at[i]));
    demand(strlen(url) <= GUARD_URL_MAX);
    if (strcmp(target->scheme, "ssh") == 0)
        return; /* is not libcurl's to call */
    CURLU *handle = curl_url();
    demand(curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK);
    check_host(handle, target);
    check_port(handle, target);
    curl_url_cleanup(handle);
}

static void read_input(void *arg)
{
    struct input *input = arg;
    struct guard_target target;
    const char *url = text_cut(input->mem, input->bytes);
    for (int use = GUARD_WEB; use <= GUARD_GIT; use++) {
        const char *why = guard_target(input->mem, (enum guard_use)use, url, &target);
        demand(!why == !guard_refuses(input->mem, (enum guard_use)use, url));
        if (why)
            demand_text(why, 4096);
        else
            check(url, &target);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    guard_resolve_by(resolve);
    demand(input_read(data, size, (size_t)64 * 1024 * 1024, read_input) == FAIL_NOT);
    return 0;
}
