#include "app/csrf.h"

#include "base/base64.h"
#include "base/fail.h"
#include "base/secret.h"

enum { AGE_MAX_S = 7 * 86400, NONCE_SIZE = 16 };

/* Whom a form belongs to: the session; with HTTP basic, which has none, the account. */
static const char *visitor_of(struct web *web)
{
    const char *session = web_variable(web, "AUTH_SESSION");
    if (session && *session)
        return text_format(web_mem(web), "session %s", session);
    const char *account = web_variable(web, "AUTH_ACCOUNT");
    return text_format(web_mem(web), "account %s", account ? account : "");
}

static char *seal(struct web *web, const char *issued_and_random)
{
    struct arena *mem = web_mem(web);
    unsigned char key[SECRET_KEY_SIZE];
    if (!secret_key(NULL, "csrf", key))
        fail(FAIL_BROKEN, "there is no current key");
    const char *what = text_format(mem, "%s %s", issued_and_random, visitor_of(web));
    return text_format(mem, "%s.%s", issued_and_random,
                       base64_url(mem, secret_hmac(mem, key, bytes_from(what))));
}

char *csrf_token(struct web *web, int64_t now)
{
    struct arena *mem = web_mem(web);
    const char *random = base64_url(mem, secret_random(mem, NONCE_SIZE));
    return seal(web, text_format(mem, "%" PRId64 ".%s", now, random));
}

/* Every browser names the site that sent a POST; a program that names none has to have the token.
 */
static bool came_from_here(struct web *web, bool origin_hidden)
{
    const char *site = web_header(web, "Sec-Fetch-Site");
    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return false;
    const char *origin = web_header(web, "Origin"), *host = web_header(web, "Host");
    if (!origin || (origin_hidden && strcmp(origin, "null") == 0))
        return true;
    const char *name = strstr(origin, "://");
    return name && host && strcmp(name + 3, host) == 0;
}

static bool is_ours(struct web *web, const char *token, int64_t now)
{
    int64_t issued;
    const char *last_dot = token ? strrchr(token, '.') : NULL, *first_dot;
    if (!last_dot || (first_dot = strchr(token, '.')) == last_dot)
        return false;
    struct arena *mem = web_mem(web);
    if (!text_to_int(text_cut(mem, (struct bytes){ token, (size_t)(first_dot - token) }), &issued))
        return false;
    const char *sealed =
        seal(web, text_cut(mem, (struct bytes){ token, (size_t)(last_dot - token) }));
    return secret_equal(bytes_from(sealed), bytes_from(token)) && issued <= now &&
           issued > now - AGE_MAX_S;
}

void csrf_check(struct web *web, int64_t now, bool origin_hidden)
{
    if (!came_from_here(web, origin_hidden))
        fail(FAIL_DENIED, "the form was sent from another site");
    if (!is_ours(web, web_form(web, "csrf"), now))
        fail(FAIL_DENIED, "the form is too old or was made for somebody else. "
                          "Load the page again and repeat");
}
