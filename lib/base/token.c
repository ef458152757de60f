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

/* NULL if the times allow the token now. */
static const char *check_times(const struct json *claims, struct token *token, int64_t now)
{
    const struct json *not_before = json_get(claims, "nbf");
    int64_t begin;
    if (!json_int(json_get(claims, "exp"), &token->expires_at) || token->expires_at > LAST_SECOND)
        return "no valid exp";
    if (token->expires_at <= now - TOKEN_LEEWAY_S)
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

const struct token *token_check(struct arena *mem, const char *text, int64_t now, const char **why)
{
    *why = "too long";
    if (strnlen(text, TOKEN_SIZE_MAX + 1) > TOKEN_SIZE_MAX)
        return NULL;
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
