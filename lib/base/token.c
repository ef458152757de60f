#include "base/token.h"

#include <errno.h>
#include <jwt.h>
#include <stdlib.h>

#include "base/fail.h"
#include "base/json.h"
#include "base/secret.h"

#define OURS "nopanic" /* issuer and audience */
#define LABEL "token"  /* of the key that signs */

/* 9999-12-31: a later end is a mistake or an attack on the arithmetic. */
#define LAST_SECOND INT64_C(253402300799)

static void free_jwt(void *jwt)
{
    jwt_free(jwt);
}

static void must(int error)
{
    if (error != 0)
        fail(error == ENOMEM ? FAIL_AWAY : FAIL_BROKEN, "making a token: %s", strerror(error));
}

char *token_issue(struct arena *mem, const struct token *token)
{
    unsigned char key[SECRET_KEY_SIZE];
    jwt_t *jwt = NULL;
    must(jwt_new(&jwt));
    arena_defer(mem, free_jwt, jwt);
    if (!secret_key(NULL, LABEL, key))
        fail(FAIL_BROKEN, "no key to sign tokens with");
    must(jwt_set_alg(jwt, JWT_ALG_HS256, key, sizeof(key)));
    must(jwt_add_header(jwt, "kid", secret_current_kid()));
    must(jwt_add_grant(jwt, "iss", OURS));
    must(jwt_add_grant(jwt, "aud", OURS));
    must(jwt_add_grant(jwt, "sub", token->sub));
    must(jwt_add_grant(jwt, "jti", token->jti));
    must(jwt_add_grant(jwt, "scope", token->scope));
    must(jwt_add_grant_int(jwt, "iat", token->issued_at));
    must(jwt_add_grant_int(jwt, "exp", token->expires_at));
    char *text = jwt_encode_str(jwt);
    if (!text)
        fail(FAIL_AWAY, "out of memory");
    arena_defer(mem, arena_heap_free, text);
    return text;
}

/* Without a key the library takes any signature: what this gives is read for its header only. */
static jwt_t *read_unverified(struct arena *mem, const char *text)
{
    jwt_t *jwt = NULL;
    if (jwt_decode(&jwt, text, NULL, 0) != 0)
        return NULL;
    arena_defer(mem, free_jwt, jwt);
    return jwt;
}

/* The verified token, or NULL with *why. */
static jwt_t *verify(struct arena *mem, const char *text, const char **why)
{
    unsigned char key[SECRET_KEY_SIZE];
    jwt_t *unverified = read_unverified(mem, text), *jwt = NULL;
    *why = "malformed";
    if (!unverified)
        return NULL;
    const char *kid = jwt_get_header(unverified, "kid"), *alg = jwt_get_header(unverified, "alg");
    *why = "unknown key";
    if (!kid || !secret_key(kid, LABEL, key))
        return NULL;
    *why = "only HS256 is taken";
    if (!alg || strcmp(alg, "HS256") != 0)
        return NULL;
    *why = "bad signature";
    if (jwt_decode(&jwt, text, key, sizeof(key)) != 0)
        return NULL;
    arena_defer(mem, free_jwt, jwt);
    return jwt_get_alg(jwt) == JWT_ALG_HS256 ? jwt : NULL;
}

/* The payload as our own JSON, which tells an integer from a text and a list from neither. */
static const struct json *claims_of(struct arena *mem, jwt_t *jwt)
{
    char *text = jwt_get_grants_json(jwt, NULL);
    if (!text)
        fail(FAIL_AWAY, "out of memory");
    arena_defer(mem, arena_heap_free, text);
    return json_try(mem, bytes_from(text));
}

static bool is_ours(const struct json *value)
{
    const char *text = json_text(value);
    return text && strcmp(text, OURS) == 0;
}

/* A text, or a list of texts. */
static bool audience_is_ours(const struct json *audience)
{
    for (size_t i = 0; i < json_count(audience); i++)
        if (is_ours(json_at(audience, i)))
            return true;
    return is_ours(audience);
}

static bool has_ended(const struct token *token, int64_t now)
{
    return token->expires_at <= now - TOKEN_LEEWAY_S;
}

/* NULL if the times allow the token now. */
static const char *check_times(const struct json *claims, struct token *token, int64_t now)
{
    const struct json *not_before = json_get(claims, "nbf");
    int64_t begin;
    if (!json_int(json_get(claims, "exp"), &token->expires_at) || token->expires_at > LAST_SECOND)
        return "no valid exp";
    if (has_ended(token, now))
        return "expired";
    if (!json_int(json_get(claims, "iat"), &token->issued_at))
        return "no valid iat";
    if (not_before && !json_int(not_before, &begin))
        return "no valid nbf";
    if (token->issued_at > now + TOKEN_LEEWAY_S || (not_before && begin > now + TOKEN_LEEWAY_S))
        return "not valid yet";
    return NULL;
}

/* NULL if the claims are those of a token of ours, which is then filled in. */
static const char *check_claims(const struct json *claims, struct token *token, int64_t now)
{
    const char *late = check_times(claims, token, now);
    if (late)
        return late;
    if (!is_ours(json_get(claims, "iss")))
        return "wrong issuer";
    if (!audience_is_ours(json_get(claims, "aud")))
        return "wrong audience";
    token->sub = json_text(json_get(claims, "sub"));
    token->jti = json_text(json_get(claims, "jti"));
    const char *scope = token->scope = json_text(json_get(claims, "scope"));
    if (!token->sub || !*token->sub || !token->jti || !*token->jti)
        return "no subject or no id";
    if (!scope || (strcmp(scope, "ingest") != 0 && strcmp(scope, "read") != 0))
        return "no valid scope";
    return NULL;
}

/*
 * Tokens whose signature and claims were found good, by the SHA-256 of their text: a machine sends
 * the same one again and again, and reading it costs a tenth of a post.  What may change is checked
 * each time: the end here, revocation in the database.
 */
enum { KNOWN_MAX = 16, CLAIM_SIZE = 256 };

static struct known_token {
    unsigned era;
    char digest[32];
    int64_t issued_at, expires_at;
    char jti[CLAIM_SIZE], sub[CLAIM_SIZE], scope[CLAIM_SIZE];
} known_tokens[KNOWN_MAX];

static const struct token *recall(struct arena *mem, struct bytes digest)
{
    for (size_t i = 0; i < KNOWN_MAX; i++) {
        const struct known_token *k = &known_tokens[i];
        struct bytes its = { k->digest, sizeof(k->digest) };
        if (k->expires_at == 0 || k->era != secret_era() || !secret_equal(its, digest))
            continue;
        struct token *token = ARENA_ONE(mem, struct token);
        token->jti = text_copy(mem, k->jti);
        token->sub = text_copy(mem, k->sub);
        token->scope = text_copy(mem, k->scope);
        token->issued_at = k->issued_at;
        token->expires_at = k->expires_at;
        return token;
    }
    return NULL;
}

static void remember(struct bytes digest, const struct token *token)
{
    static size_t next;
    if (strlen(token->jti) >= CLAIM_SIZE || strlen(token->sub) >= CLAIM_SIZE)
        return;
    struct known_token *k = &known_tokens[next++ % KNOWN_MAX];
    *k = (struct known_token){ .era = secret_era(),
                               .issued_at = token->issued_at,
                               .expires_at = token->expires_at };
    memcpy(k->digest, digest.at, sizeof(k->digest));
    memcpy(k->jti, token->jti, strlen(token->jti));
    memcpy(k->sub, token->sub, strlen(token->sub));
    memcpy(k->scope, token->scope, strlen(token->scope));
}

static const struct token *read_token(struct arena *mem, const char *text, int64_t now,
                                      const char **why)
{
    jwt_t *jwt = verify(mem, text, why);
    if (!jwt)
        return NULL;
    const struct json *claims = claims_of(mem, jwt);
    *why = "malformed";
    if (!claims)
        return NULL;
    struct token *token = ARENA_ONE(mem, struct token);
    *why = check_claims(claims, token, now);
    return *why ? NULL : token;
}

const struct token *token_check(struct arena *mem, const char *text, int64_t now, const char **why)
{
    *why = "too long";
    if (strnlen(text, TOKEN_SIZE_MAX + 1) > TOKEN_SIZE_MAX)
        return NULL;
    struct bytes digest = secret_sha256(mem, bytes_from(text));
    const struct token *token = recall(mem, digest);
    if (token) {
        *why = "expired";
        return has_ended(token, now) ? NULL : token;
    }
    token = read_token(mem, text, now, why);
    if (token)
        remember(digest, token);
    return token;
}
