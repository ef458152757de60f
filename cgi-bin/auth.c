/*
 * /.auth, asked by nginx before every page: who sends this request?
 *
 * The first of these that is there decides, and if it is wrong no other does: the header
 * Authorization, the header of a trusted proxy, the session cookie.
 *
 * 204 with X-Auth-Account (its id) and X-Auth-Session for a session cookie, X-Auth-Account for HTTP
 * basic or a proxy, X-Auth-Token (its id) for a bearer token that may read; 204 with none of them
 * for a stranger, or 401 where NOPANIC_AUTH is basic.  401 for credentials that are wrong, 403 for
 * a token that may only push, 503 while the database is away: then nobody is taken for anybody.
 *
 * nginx knows no other answers of this program than 2xx, 401 and 403: X-Auth-Status tells it what a
 * 403 stands for, since 429 (too many wrong passwords) is told as one.
 */
#include <strings.h>

#include "app/identity.h"
#include "base/config.h"

/* Pages by which somebody who cannot sign in yet comes in, and what they need. */
static bool is_entrance(struct web *web)
{
    static const char *const entrances[] = {
        "/login",     "/setup",  "/theme",      "/reset",
        "/reset/new", "/signup", "/signup/new", "/login/code"
    };
    const char *path = web_variable(web, "REQUEST_URI");
    size_t size = path ? strcspn(path, "?") : 0;
    for (size_t i = 0; i < COUNT_OF(entrances); i++)
        if (bytes_equal((struct bytes){ path, size }, bytes_from(entrances[i])))
            return true;
    return false;
}

static void greet_stranger(struct visit *visit)
{
    if (strcmp(config_text("AUTH"), "basic") != 0 || is_entrance(visit->web))
        return;
    identity_challenge(visit, NULL);
    fail(FAIL_STRANGER, "sign in first");
}

static void show_auth(struct visit *visit)
{
    const char *header = web_header(visit->web, "Authorization");
    if (header && strncasecmp(header, "Basic ", 6) == 0)
        identity_basic(visit, header + 6);
    else if (header && strncasecmp(header, "Bearer ", 7) == 0)
        identity_bearer(visit, header + 7);
    else if (header) {
        identity_challenge(visit, NULL);
        fail(FAIL_STRANGER, "Authorization must be Basic or Bearer");
    } else if (!identity_proxy(visit) && !identity_cookie(visit))
        greet_stranger(visit);
    web_send(visit->web, 204, "text/plain", BYTES(""));
}

static void give_up(struct visit *visit, enum fail kind, const char *reason)
{
    bool known =
        kind == FAIL_STRANGER || kind == FAIL_DENIED || kind == FAIL_AWAY || kind == FAIL_BROKEN;
    (void)reason;
    web_add_header(visit->web, "X-Auth-Status", text_int(visit->mem, (int64_t)kind));
    web_send(visit->web, known ? (int)kind : FAIL_DENIED, "text/plain", BYTES(""));
}

int main(void)
{
    const struct program program = {
        .name = "auth",
        .role = "nopanic_auth",
        .keys = true,
        .quiet = true,
        .start = identity_start,
        .show = show_auth,
        .give_up = give_up,
    };
    return program_main(&program);
}
