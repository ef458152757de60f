#include "hub/unsubscribe.h"

#include "base/base64.h"
#include "base/secret.h"

enum { DIGEST_SIZE = 16 }; /* bytes of the signature that stand in the token */

static const char *sign(struct arena *mem, const char *kid, const char *what)
{
    unsigned char key[SECRET_KEY_SIZE];
    if (!secret_key(kid, "unsubscribe", key))
        return "";
    struct bytes digest = secret_hmac(mem, key, bytes_from(what));
    return base64_url(mem, (struct bytes){ digest.at, DIGEST_SIZE });
}

const char *unsubscribe_token(struct arena *mem, int64_t subscription, int64_t account)
{
    const char *what = text_format(mem, "%" PRId64 ".%" PRId64, subscription, account);
    return text_format(mem, "%s.%s", what, sign(mem, NULL, what));
}

/* By any of the keys, so that a new one ends no link in a mail of before. */
static bool is_signed(struct arena *mem, const char *what, const char *signature)
{
    bool good = false;
    for (size_t i = 0; secret_kid(i); i++) {
        const char *right = sign(mem, secret_kid(i), what);
        good |= *right && secret_equal(bytes_from(right), bytes_from(signature));
    }
    return good;
}

/* "7.9.abc": what is signed, and both ids. */
static bool read_token(struct arena *mem, const char *token, int64_t ids[2])
{
    const char *first = strchr(token, '.'), *last = strrchr(token, '.');
    if (strlen(token) > UNSUBSCRIBE_TOKEN_MAX || !first || first == last)
        return false;
    const char *what = text_cut(mem, (struct bytes){ token, (size_t)(last - token) });
    const char *one = text_cut(mem, (struct bytes){ token, (size_t)(first - token) });
    return is_signed(mem, what, last + 1) && text_to_int(one, &ids[0]) &&
           text_to_int(what + (first - token) + 1, &ids[1]);
}

static const struct unsubscribe_beside *beside(struct hub *hub, int64_t id,
                                               const struct subscription *all)
{
    struct unsubscribe_beside *first = NULL, **end = &first;
    struct db_rows *rows = sql_subscription_beside(hub->db, hub->mem, id);
    while (db_next(rows)) {
        const struct subscription *s = all;
        while (s && s->id != db_int(rows, "id"))
            s = s->next;
        if (!s)
            continue;
        struct unsubscribe_beside *b = *end = ARENA_ONE(hub->mem, struct unsubscribe_beside);
        b->subscription = s;
        b->token = s->mandatory ? NULL : unsubscribe_token(hub->mem, s->id, hub->account);
        end = &b->next;
    }
    return first;
}

struct unsubscribe *unsubscribe_open(struct hub *hub, const char *token)
{
    int64_t ids[2];
    if (!read_token(hub->mem, token, ids))
        return NULL;
    struct unsubscribe *u = ARENA_ONE(hub->mem, struct unsubscribe);
    u->hub = *hub;
    u->id = ids[0];
    if (!hub_become(&u->hub, ids[1]))
        return NULL;
    const struct subscription *all = subscription_list(&u->hub), *s = all;
    while (s && s->id != ids[0])
        s = s->next;
    u->subscription = s && !s->left ? s : NULL;
    if (u->subscription)
        u->beside = beside(&u->hub, ids[0], all);
    return u;
}

/* One's own may be of a repository that may not be read any more: it is not listed, and ends. */
void unsubscribe_end(struct unsubscribe *u)
{
    if (u->subscription && u->subscription->rule)
        subscription_leave(&u->hub, u->id, true);
    else
        (void)subscription_end(&u->hub, u->id);
}

void unsubscribe_end_also(struct unsubscribe *u, const char *tokens)
{
    char *rest = text_copy(u->hub.mem, tokens), *token;
    for (int i = 0; i < UNSUBSCRIBE_BESIDE_MAX && (token = strsep(&rest, " ")); i++) {
        struct unsubscribe *other = unsubscribe_open(&u->hub, token);
        if (!other || other->hub.account != u->hub.account ||
            (other->subscription && other->subscription->mandatory))
            continue;
        unsubscribe_end(other);
    }
}
