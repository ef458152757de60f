#include "base/secret_own.h"

#include <crypt.h>
#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/sha.h>
#include <sys/random.h>

#include "base/base64.h"
#include "base/config.h"
#include "base/fail.h"

/* NULL if memory is out. */
static EVP_MAC_CTX *new_hmac(void)
{
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = { OSSL_PARAM_construct_utf8_string("digest", digest, 0),
                                      OSSL_PARAM_construct_end() };
    EVP_MAC *algorithm = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *new = algorithm ? EVP_MAC_CTX_new(algorithm) : NULL;
    EVP_MAC_free(algorithm);
    if (!new || EVP_MAC_CTX_set_params(new, parameters))
        return new;
    EVP_MAC_CTX_free(new);
    return NULL;
}

static void hmac(struct bytes key, struct bytes data, unsigned char *to)
{
    static EVP_MAC_CTX *work; /* kept: to find the algorithm takes longer than to use it */
    size_t size = 0;
    if (!work)
        work = new_hmac();
    if (!work || !EVP_MAC_init(work, (const unsigned char *)key.at, key.size, NULL) ||
        !EVP_MAC_update(work, (const unsigned char *)data.at, data.size) ||
        !EVP_MAC_final(work, to, &size, SHA256_DIGEST_LENGTH) || size != SHA256_DIGEST_LENGTH)
        fail(FAIL_AWAY, "out of memory");
}

bool secret_key(const char *kid, const char *label, unsigned char key[SECRET_KEY_SIZE])
{
    const unsigned char *bytes = secret_key_bytes(kid);
    if (!bytes)
        return false;
    hmac((struct bytes){ (const char *)bytes, SECRET_KEY_SIZE }, bytes_from(label), key);
    return true;
}

struct bytes secret_random(struct arena *mem, size_t size)
{
    char *at = arena_alloc(mem, size + 1);
    for (size_t got = 0; got < size;) {
        ssize_t more = getrandom(at + got, size - got, 0);
        if (more < 0 && errno != EINTR)
            fail(FAIL_BROKEN, "no random bytes: %s", strerror(errno));
        got += more > 0 ? (size_t)more : 0;
    }
    return (struct bytes){ at, size };
}

char *secret_random_text(struct arena *mem)
{
    return base64_url(mem, secret_random(mem, 32));
}

struct bytes secret_sha256(struct arena *mem, struct bytes data)
{
    unsigned char *digest = arena_alloc(mem, SHA256_DIGEST_LENGTH);
    SHA256((const unsigned char *)data.at, data.size, digest);
    return (struct bytes){ (char *)digest, SHA256_DIGEST_LENGTH };
}

struct bytes secret_hmac(struct arena *mem, const unsigned char key[SECRET_KEY_SIZE],
                         struct bytes data)
{
    return secret_hmac_of(mem, (struct bytes){ (const char *)key, SECRET_KEY_SIZE }, data);
}

struct bytes secret_hmac_of(struct arena *mem, struct bytes key, struct bytes data)
{
    unsigned char *digest = arena_alloc(mem, SHA256_DIGEST_LENGTH);
    hmac(key, data, digest);
    return (struct bytes){ (char *)digest, SHA256_DIGEST_LENGTH };
}

bool secret_equal(struct bytes a, struct bytes b)
{
    return a.size == b.size && (a.size == 0 || CRYPTO_memcmp(a.at, b.at, a.size) == 0);
}

/* "$y$j9T$" and a salt, at the cost of the settings. */
static void make_setting(char setting[CRYPT_GENSALT_OUTPUT_SIZE])
{
    unsigned long cost = (unsigned long)config_int("PASSWORD_COST");
    if (!crypt_gensalt_rn("$y$", cost, NULL, 0, setting, CRYPT_GENSALT_OUTPUT_SIZE))
        fail(FAIL_BROKEN, "no salt for a password: %s", strerror(errno));
}

char *secret_password_hash(struct arena *mem, const char *password)
{
    char setting[CRYPT_GENSALT_OUTPUT_SIZE];
    struct crypt_data *work = ARENA_ONE(mem, struct crypt_data);
    make_setting(setting);
    const char *hash = crypt_rn(password, setting, work, sizeof(*work));
    if (!hash)
        fail(errno == ENOMEM ? FAIL_AWAY : FAIL_BROKEN, "hashing a password: %s", strerror(errno));
    char *copy = text_copy(mem, hash);
    OPENSSL_cleanse(work, sizeof(*work));
    return copy;
}

/* The size of memory, which the cost is about, as yescrypt writes it: behind "$y$" and the flags.
 */
static long cost_of(const char *hash)
{
    static const char digits[] = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const char *found =
        strncmp(hash, "$y$", 3) == 0 && hash[3] && hash[4] ? strchr(digits, hash[4]) : NULL;
    return found ? found - digits : -1;
}

bool secret_password_is_cheap(const char *hash)
{
    char setting[CRYPT_GENSALT_OUTPUT_SIZE];
    make_setting(setting);
    return cost_of(hash) < cost_of(setting);
}

/* One more step of cost takes twice as long. */
static int times_today(const char *setting, const char *today)
{
    enum { STEPS_MAX = 6 };
    long steps = cost_of(today) - cost_of(setting);
    return cost_of(setting) < 0 || steps < 0 ? 1 : 1 << (steps < STEPS_MAX ? steps : STEPS_MAX);
}

bool secret_password_check(const char *hash, const char *password)
{
    static struct crypt_data work; /* 32 kB, too much for the stack */
    /* Costs what a hash of ours costs, and no password gives it: it is a setting without a hash. */
    static char nobody[CRYPT_GENSALT_OUTPUT_SIZE];
    if (!*nobody)
        make_setting(nobody);
    bool too_long = strlen(password) > SECRET_PASSWORD_MAX;
    const char *setting = hash && !too_long ? hash : nobody;
    bool same = false;
    /* A wrong password takes as long against a hash of before the cost was raised. */
    for (int left = times_today(setting, nobody); left > 0 && !same; left--) {
        const char *found = crypt_rn(too_long ? "" : password, setting, &work, sizeof(work));
        if (!found && errno == ENOMEM)
            fail(FAIL_AWAY, "out of memory for checking a password");
        same = found && setting == hash && secret_equal(bytes_from(found), bytes_from(hash));
    }
    OPENSSL_cleanse(&work, sizeof(work));
    return same;
}
