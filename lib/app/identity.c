#include "app/identity.h"

#include "base/base64.h"
#include "base/config.h"
#include "base/log.h"
#include "base/token.h"
#include "hub/login_cache.h"
#include "hub/session.h"
#include "hub/token_grant.h"

enum { CACHE_MEMORY = 1024 * 1024, WHO_MAX = 254 };

/* Of this worker, as long as it lives. */
static struct arena *memory;
static struct login_cache *cache;

void identity_start(void)
{
    if (memory)
        arena_free(memory);
    memory = arena_new(CACHE_MEMORY);
    cache = login_cache_new(memory);
}

static struct hub hub_of(struct visit *visit)
{
    return (struct hub){ .mem = visit->mem, .db = visit->db, .now = visit->now };
}

static void say_account(struct visit *visit, int64_t account, const char *name)
{
    visit->account = name;
    web_add_header(visit->web, "X-Auth-Account", text_int(visit->mem, account));
}

void identity_challenge(struct visit *visit, const char *scheme)
{
    if (scheme)
        web_add_header(visit->web, "WWW-Authenticate", scheme);
    else
        program_ask_basic(visit->web);
}

/* A password that the cache does not know: the slow way, which counts refusals. */
static void check_password(struct visit *visit, const char *who, const char *password)
{
    struct hub hub = hub_of(visit);
    const char *address = web_variable(visit->web, "REMOTE_ADDR"), *known;
    const struct account *account =
        account_login(&hub, who, password, address ? address : "", &known);
    if (account && account->two_factor) /* a password alone is not enough; scripts use a token */
        account = NULL;
    log_line(account ? LOG_INFO : LOG_WARNING, account ? "login" : "login refused", "by",
             "HTTP basic", "account", known, "address", address, NULL);
    if (!account) {
        identity_challenge(visit, NULL);
        fail(FAIL_STRANGER, "name and password do not match");
    }
    login_cache_put(cache, visit->mem, who, password,
                    (struct login_owner){ account->id, account->password_version });
    say_account(visit, account->id, account->name);
}

void identity_basic(struct visit *visit, const char *credentials)
{
    struct bytes plain;
    char *password = NULL, *who;
    if (base64_decode(visit->mem, bytes_from(credentials), &plain) && text_is_utf8(plain)) {
        who = text_cut(visit->mem, plain);
        password = strchr(who, ':');
    }
    if (!password) {
        identity_challenge(visit, NULL);
        fail(FAIL_STRANGER, "the credentials are malformed");
    }
    *password++ = '\0';

    struct hub hub = hub_of(visit);
    struct login_owner owner;
    const char *name = login_cache_find(cache, visit->mem, who, password, &owner)
                           ? account_still(&hub, owner.account, owner.version)
                           : NULL;
    if (name)
        say_account(visit, owner.account, name);
    else
        check_password(visit, who, password);
}

void identity_bearer(struct visit *visit, const char *text)
{
    struct hub hub = hub_of(visit);
    const char *why, *scope = NULL, *address = web_variable(visit->web, "REMOTE_ADDR");
    const struct token *token = token_check(visit->mem, text, visit->now, &why);
    int64_t id = token ? token_grant_check(&hub, token->jti, address, &scope) : 0;
    if (id == 0) {
        identity_challenge(visit, "Bearer error=\"invalid_token\"");
        fail(FAIL_STRANGER, "the token is not valid: %s", token ? "revoked or expired" : why);
    }
    if (strcmp(token->scope, "read") != 0 || strcmp(scope, "read") != 0)
        fail(FAIL_DENIED, "this token may push, not read");
    visit->account = token->sub;
    web_add_header(visit->web, "X-Auth-Token", text_int(visit->mem, id));
}

bool identity_proxy(struct visit *visit)
{
    const char *name = config_text("TRUSTED_HEADER");
    const char *peer = web_variable(visit->web, "TRUSTED_PEER");
    const char *who = name ? web_header(visit->web, name) : NULL;
    if (!who || !peer || strcmp(peer, "1") != 0)
        return false;
    struct hub hub = hub_of(visit);
    bool is_one = web_header_count(visit->web, name) == 1 && strlen(who) <= WHO_MAX &&
                  text_is_utf8(bytes_from(who));
    const struct account *account = is_one ? account_find(&hub, who) : NULL;
    if (!account || account->disabled)
        fail(FAIL_DENIED, "the proxy names somebody who has no account here");
    say_account(visit, account->id, account->name);
    return true;
}

bool identity_cookie(struct visit *visit)
{
    const char *cookie =
        web_cookie(visit->web, program_is_https(visit->web) ? "__Host-nopanic" : "nopanic");
    struct hub hub = hub_of(visit);
    const struct session *session = cookie ? session_find(&hub, cookie) : NULL;
    if (!session)
        return false;
    say_account(visit, session->account, session->account_name);
    web_add_header(visit->web, "X-Auth-Session", session->name);
    return true;
}
