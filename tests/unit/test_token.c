/* lib/base/token.c */
#include "base/token.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/secret.h"
#include "scene.h"

#define KEY_1 "1111111111111111111111111111111111111111111111111111111111111111"
#define KEY_2 "2222222222222222222222222222222222222222222222222222222222222222"
#define HEAD "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}"
#define CLAIMS(more)                                                                               \
    "{\"iss\":\"nopanic\",\"aud\":\"nopanic\",\"sub\":\"ci\",\"jti\":\"j\",\"scope\":\"ingest\","  \
    "\"iat\":900000" more "}"
#define GOOD CLAIMS(",\"exp\":1000100")

enum { NOW = 1000000 };

static char path[] = "/tmp/nopanic-token.XXXXXX";

static void use_keys(const char *text)
{
    unlink(path);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0 || chmod(path, 0400) != 0)
        abort();
    secret_open(path);
}

static int make_file(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static int begin(void **state)
{
    use_keys("k1 " KEY_1 "\nk2 " KEY_2 "\n");
    return scene_memory(state);
}

#define TOKEN(test) cmocka_unit_test_setup_teardown(test, begin, scene_no_memory)

static char *sign(struct arena *mem, const char *head, const char *claims, const char *kid,
                  const EVP_MD *digest)
{
    unsigned char key[SECRET_KEY_SIZE], mac[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    const char *signed_part = text_format(mem, "%s.%s", base64_url(mem, bytes_from(head)),
                                          base64_url(mem, bytes_from(claims)));
    if (!secret_key(kid, "token", key))
        abort();
    HMAC(digest, key, sizeof(key), (const unsigned char *)signed_part, strlen(signed_part), mac,
         &size);
    return text_format(mem, "%s.%s", signed_part,
                       base64_url(mem, (struct bytes){ (char *)mac, size }));
}

/* A token with these claims and everything else as it should be. */
static char *with(struct arena *mem, const char *claims)
{
    return sign(mem, HEAD, claims, "k1", EVP_sha256());
}

/* The same with another head, by the key that the head should have named. */
static char *headed(struct arena *mem, const char *head)
{
    return sign(mem, head, GOOD, "k1", EVP_sha256());
}

static void taken(struct arena *mem, const char *text)
{
    const char *why = "";
    if (!token_check(mem, text, NOW, &why))
        fail_msg("refused: %s", why);
}

static void refused(struct arena *mem, const char *text, const char *reason)
{
    const char *why = "";
    assert_null(token_check(mem, text, NOW, &why));
    assert_string_equal(why, reason);
}

static void a_token_of_ours_is_taken_with_its_claims(void **state)
{
    const struct token made = { "random", "ci of vault", "read", NOW - 5, NOW + 60 };
    const char *text = token_issue(*state, &made), *why = "";
    const struct token *read = token_check(*state, text, NOW, &why);
    assert_non_null(read);
    assert_string_equal(read->jti, "random");
    assert_string_equal(read->sub, "ci of vault");
    assert_string_equal(read->scope, "read");
    assert_int_equal(read->issued_at, NOW - 5);
    assert_int_equal(read->expires_at, NOW + 60);
    assert_null(token_check(*state, text, NOW + 60 + TOKEN_LEEWAY_S, &why));
    assert_string_equal(why, "expired");
}

static void a_token_by_hand_is_taken_too(void **state)
{
    taken(*state, with(*state, GOOD));
}

static void an_older_key_still_checks_and_a_removed_one_does_not(void **state)
{
    const char *old = token_issue(*state, &(struct token){ "j", "s", "ingest", NOW, NOW + 60 });
    use_keys("k3 " KEY_2 "\nk1 " KEY_1 "\n");
    taken(*state, old);
    const char *new = token_issue(*state, &(struct token){ "j", "s", "ingest", NOW, NOW + 60 });
    taken(*state, new);
    use_keys("k3 " KEY_2 "\n");
    refused(*state, old, "unknown key");
    taken(*state, new);
    use_keys("k1 " KEY_2 "\n"); /* the same id for another key */
    refused(*state, old, "bad signature");
}

/* More than are remembered, some with more to remember than there is room for. */
static void tokens_that_come_again_keep_their_own_claims(void **state)
{
    enum { TOKENS = 40 };
    const char *texts[TOKENS], *why;
    struct token made[TOKENS];
    for (int i = 0; i < TOKENS; i++) {
        made[i] = (struct token){ text_format(*state, "id %d", i),
                                  text_format(*state, "%0*d", i % 3 == 0 ? 300 : 3, i),
                                  i % 2 == 0 ? "read" : "ingest", NOW - i, NOW + 100 + i };
        texts[i] = token_issue(*state, &made[i]);
    }
    for (int n = 0; n < 4 * TOKENS; n++) {
        int i = n % 8 < 4 ? n % TOKENS : n % 5;
        const struct token *read = token_check(*state, texts[i], NOW, &why);
        assert_non_null(read);
        assert_string_equal(read->jti, made[i].jti);
        assert_string_equal(read->sub, made[i].sub);
        assert_string_equal(read->scope, made[i].scope);
        assert_int_equal(read->issued_at, made[i].issued_at);
        assert_int_equal(read->expires_at, made[i].expires_at);
    }
}

static void a_token_without_a_signature_is_refused(void **state)
{
    static const char *const heads[] = { "{\"alg\":\"none\",\"kid\":\"k1\"}",
                                         "{\"alg\":\"nOnE\",\"kid\":\"k1\"}",
                                         "{\"alg\":\"\",\"kid\":\"k1\"}", "{\"kid\":\"k1\"}" };
    const char *why, *claims = base64_url(*state, BYTES(GOOD));
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        const char *head = base64_url(*state, bytes_from(heads[i]));
        assert_null(token_check(*state, text_format(*state, "%s.%s.", head, claims), NOW, &why));
        assert_null(token_check(*state, text_format(*state, "%s.%s", head, claims), NOW, &why));
        assert_null(token_check(*state, headed(*state, heads[i]), NOW, &why));
    }
    const char *good = with(*state, GOOD);
    struct bytes cut = { good, (size_t)(strrchr(good, '.') - good) };
    refused(*state, text_cut(*state, cut), "malformed");
    cut.size++;
    refused(*state, text_cut(*state, cut), "bad signature");
}

static void another_algorithm_is_refused_though_its_signature_holds(void **state)
{
    refused(*state, sign(*state, "{\"alg\":\"HS512\",\"kid\":\"k1\"}", GOOD, "k1", EVP_sha512()),
            "only HS256 is taken");
    refused(*state, sign(*state, "{\"alg\":\"HS384\",\"kid\":\"k1\"}", GOOD, "k1", EVP_sha384()),
            "only HS256 is taken");
    /* What confuses keys: the head says RS256, the signature is a MAC. */
    refused(*state, headed(*state, "{\"alg\":\"RS256\",\"kid\":\"k1\"}"), "only HS256 is taken");
    refused(*state, headed(*state, "{\"alg\":\"ES256\",\"kid\":\"k1\"}"), "only HS256 is taken");
    refused(*state, headed(*state, "{\"alg\":\"hs256\",\"kid\":\"k1\"}"), "only HS256 is taken");
    refused(*state, headed(*state, "{\"alg\":\"EdDSA\",\"kid\":\"k1\"}"), "malformed");
}

static void the_key_is_the_one_that_kid_names(void **state)
{
    taken(*state, sign(*state, "{\"alg\":\"HS256\",\"kid\":\"k2\"}", GOOD, "k2", EVP_sha256()));
    refused(*state, sign(*state, HEAD, GOOD, "k2", EVP_sha256()), "bad signature");
    refused(*state, headed(*state, "{\"alg\":\"HS256\",\"kid\":\"k2\"}"), "bad signature");
    static const char *const heads[] = { "{\"alg\":\"HS256\"}",
                                         "{\"alg\":\"HS256\",\"kid\":\"zz\"}",
                                         "{\"alg\":\"HS256\",\"kid\":\"\"}",
                                         "{\"alg\":\"HS256\",\"kid\":1}",
                                         "{\"alg\":\"HS256\",\"kid\":\"../../dev/null\"}",
                                         "{\"alg\":\"HS256\",\"kid\":\"' or 1=1\"}" };
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        refused(*state, headed(*state, heads[i]), "unknown key");
}

static void keys_that_the_token_brings_along_are_ignored(void **state)
{
    refused(*state,
            sign(*state,
                 "{\"alg\":\"HS256\",\"kid\":\"k1\",\"jwk\":{\"kty\":\"oct\",\"k\":\"IiIi\"},"
                 "\"jku\":\"http://127.0.0.1:1/\",\"x5u\":\"http://127.0.0.1:1/\"}",
                 GOOD, "k2", EVP_sha256()),
            "bad signature");
}

static void no_bit_of_a_token_can_be_changed(void **state)
{
    const char *good = with(*state, GOOD), *why;
    size_t size = strlen(good);
    for (size_t i = 0; i < size; i++) {
        for (int bit = 0; bit < 7; bit++) {
            char *bad = text_copy(*state, good);
            bad[i] = (char)(bad[i] ^ 1 << bit);
            if (token_check(*state, bad, NOW, &why))
                fail_msg("taken with bit %d of byte %zu changed", bit, i);
        }
    }
    for (size_t i = 0; i < size; i++)
        assert_null(token_check(*state, text_cut(*state, (struct bytes){ good, i }), NOW, &why));
}

static void what_is_no_token_is_refused(void **state)
{
    static const char *const bad[] = {
        "", ".", "..", "...", "a.b.c", "a..c", " ", "x", "\n", "\xff", "eyJhbGciOiJIUzI1NiJ9", "{}"
    };
    const char *why, *good = with(*state, GOOD);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_null(token_check(*state, bad[i], NOW, &why));
    assert_null(token_check(*state, text_format(*state, "%s.", good), NOW, &why));
    assert_null(token_check(*state, text_format(*state, "%s.x", good), NOW, &why));
    assert_null(token_check(*state, text_format(*state, " %s", good), NOW, &why));
    assert_null(token_check(*state, text_format(*state, "%s\n", good), NOW, &why));
    char *huge = arena_alloc(*state, 1000001);
    memset(huge, 'x', 1000000);
    refused(*state, huge, "too long");
}

static void the_longest_token_is_taken_and_not_one_byte_more(void **state)
{
    char *fill = arena_alloc(*state, 4096);
    for (size_t size = 2500; size < 3000; size++) {
        memset(fill, 'x', size);
        fill[size] = '\0';
        const char *claims = text_format(*state, CLAIMS(",\"exp\":1000100,\"fill\":\"%s\""), fill);
        const char *text = with(*state, claims), *why;
        assert_true((token_check(*state, text, NOW, &why) != NULL) ==
                    (strlen(text) <= TOKEN_SIZE_MAX));
    }
}

static void the_end_is_required_and_kept(void **state)
{
    taken(*state, with(*state, CLAIMS(",\"exp\":999971"))); /* within the leeway */
    refused(*state, with(*state, CLAIMS(",\"exp\":999970")), "expired");
    refused(*state, with(*state, CLAIMS(",\"exp\":0")), "expired");
    refused(*state, with(*state, CLAIMS(",\"exp\":-9223372036854775808")), "expired");
    refused(*state, with(*state, CLAIMS("")), "no valid exp");
    refused(*state, with(*state, CLAIMS(",\"exp\":\"1000100\"")), "no valid exp");
    refused(*state, with(*state, CLAIMS(",\"exp\":1e18")), "no valid exp");
    refused(*state, with(*state, CLAIMS(",\"exp\":1000000000000000000")), "no valid exp");
    refused(*state, with(*state, CLAIMS(",\"exp\":9223372036854775807")), "no valid exp");
    refused(*state, with(*state, CLAIMS(",\"exp\":null")), "no valid exp");
}

static void a_begin_in_the_future_is_refused(void **state)
{
    taken(*state, with(*state, CLAIMS(",\"exp\":1000100,\"nbf\":1000030")));
    refused(*state, with(*state, CLAIMS(",\"exp\":1000100,\"nbf\":1000031")), "not valid yet");
    refused(*state, with(*state, CLAIMS(",\"exp\":1000100,\"nbf\":\"1\"")), "no valid nbf");
    refused(*state,
            with(*state, "{\"iss\":\"nopanic\",\"aud\":\"nopanic\",\"sub\":\"ci\",\"jti\":\"j\","
                         "\"scope\":\"read\",\"iat\":1000031,\"exp\":1000100}"),
            "not valid yet");
    refused(*state,
            with(*state, "{\"iss\":\"nopanic\",\"aud\":\"nopanic\",\"sub\":\"ci\",\"jti\":\"j\","
                         "\"scope\":\"read\",\"exp\":1000100}"),
            "no valid iat");
}

/* The claims with one of them replaced by other text. */
static const char *replaced(struct arena *mem, const char *claim, const char *by)
{
    const char *at = strstr(GOOD, claim);
    if (!at)
        abort();
    return text_format(mem, "%.*s%s%s", (int)(at - GOOD), GOOD, by, at + strlen(claim));
}

static void issuer_audience_subject_id_and_scope_must_be_ours(void **state)
{
    static const struct {
        const char *claim, *by, *reason;
    } cases[] = {
        { "\"iss\":\"nopanic\"", "\"iss\":\"evil\"", "wrong issuer" },
        { "\"iss\":\"nopanic\",", "", "wrong issuer" },
        { "\"iss\":\"nopanic\"", "\"iss\":[\"nopanic\"]", "wrong issuer" },
        { "\"aud\":\"nopanic\"", "\"aud\":\"web\"", "wrong audience" },
        { "\"aud\":\"nopanic\",", "", "wrong audience" },
        { "\"aud\":\"nopanic\"", "\"aud\":[]", "wrong audience" },
        { "\"aud\":\"nopanic\"", "\"aud\":[\"x\",[\"nopanic\"]]", "wrong audience" },
        { "\"aud\":\"nopanic\"", "\"aud\":{\"nopanic\":1}", "wrong audience" },
        { "\"aud\":\"nopanic\"", "\"aud\":[\"x\",\"nopanic\"]", NULL },
        { "\"sub\":\"ci\"", "\"sub\":\"\"", "no subject or no id" },
        { "\"sub\":\"ci\"", "\"sub\":7", "no subject or no id" },
        { "\"jti\":\"j\"", "\"jti\":\"\"", "no subject or no id" },
        { "\"jti\":\"j\",", "", "no subject or no id" },
        { "\"scope\":\"ingest\"", "\"scope\":\"admin\"", "no valid scope" },
        { "\"scope\":\"ingest\"", "\"scope\":\"ingest read\"", "no valid scope" },
        { "\"scope\":\"ingest\",", "", "no valid scope" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *text = with(*state, replaced(*state, cases[i].claim, cases[i].by));
        if (cases[i].reason)
            refused(*state, text, cases[i].reason);
        else
            taken(*state, text);
    }
}

static void a_signed_payload_that_is_no_object_of_claims_is_refused(void **state)
{
    static const char *const claims[] = { "",
                                          "{",
                                          "[]",
                                          "null",
                                          "\"x\"",
                                          "1",
                                          "{}x",
                                          "{\"exp\":1000100,\"exp\":1}",
                                          "{\"a\":\"\xff\"}" };
    const char *why;
    for (size_t i = 0; i < COUNT_OF(claims); i++)
        assert_null(token_check(*state, with(*state, claims[i]), NOW, &why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOKEN(a_token_of_ours_is_taken_with_its_claims),
        TOKEN(a_token_by_hand_is_taken_too),
        TOKEN(an_older_key_still_checks_and_a_removed_one_does_not),
        TOKEN(tokens_that_come_again_keep_their_own_claims),
        TOKEN(a_token_without_a_signature_is_refused),
        TOKEN(another_algorithm_is_refused_though_its_signature_holds),
        TOKEN(the_key_is_the_one_that_kid_names),
        TOKEN(keys_that_the_token_brings_along_are_ignored),
        TOKEN(no_bit_of_a_token_can_be_changed),
        TOKEN(what_is_no_token_is_refused),
        TOKEN(the_longest_token_is_taken_and_not_one_byte_more),
        TOKEN(the_end_is_required_and_kept),
        TOKEN(a_begin_in_the_future_is_refused),
        TOKEN(issuer_audience_subject_id_and_scope_must_be_ours),
        TOKEN(a_signed_payload_that_is_no_object_of_claims_is_refused),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
