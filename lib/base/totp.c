#include "base/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/fail.h"
#include "base/secret.h"

enum { SHA1_SIZE = 20, TYPED_MAX = 16 };

char *totp_code(struct arena *mem, struct bytes secret, int64_t step, int digits)
{
    unsigned char moving[8], hmac[SHA1_SIZE];
    unsigned size = sizeof(hmac);
    for (size_t i = 0; i < sizeof(moving); i++)
        moving[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
    if (!HMAC(EVP_sha1(), secret.at, (int)secret.size, moving, sizeof(moving), hmac, &size))
        fail(FAIL_AWAY, "out of memory");
    size_t at = hmac[SHA1_SIZE - 1] & 15;
    uint32_t value = (uint32_t)(hmac[at] & 127) << 24 | (uint32_t)hmac[at + 1] << 16 |
                     (uint32_t)hmac[at + 2] << 8 | hmac[at + 3];
    uint32_t modulus = 1;
    for (int i = 0; i < digits; i++)
        modulus *= 10;
    return text_format(mem, "%0*" PRIu32, digits, value % modulus);
}

int64_t totp_match(struct arena *mem, struct bytes secret, const char *typed, int64_t now,
                   int64_t after)
{
    struct text digits = text_new(mem, TYPED_MAX);
    for (; *typed && digits.size < TYPED_MAX - 1; typed++)
        if (*typed != ' ')
            text_add_bytes(&digits, (struct bytes){ typed, 1 });
    struct bytes given = { digits.at, digits.size };
    int64_t found = 0, middle = now / TOTP_STEP_S;
    for (int64_t step = middle - 1; step <= middle + 1; step++)
        if (secret_equal(bytes_from(totp_code(mem, secret, step, TOTP_DIGITS)), given) &&
            step > after)
            found = step;
    return found;
}

char *totp_base32(struct arena *mem, struct bytes data)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    char *text = arena_alloc(mem, data.size / 5 * 8 + 9), *to = text;
    uint32_t bits = 0;
    int count = 0;
    for (size_t i = 0; i < data.size; i++) {
        bits = bits << 8 | (unsigned char)data.at[i];
        for (count += 8; count >= 5; count -= 5)
            *to++ = alphabet[bits >> (count - 5) & 31];
    }
    if (count > 0)
        *to++ = alphabet[bits << (5 - count) & 31];
    return text;
}

char *totp_uri(struct arena *mem, struct bytes secret, const char *site, const char *account)
{
    return text_format(mem, "otpauth://totp/nopanic%%20%s:%s?secret=%s&issuer=nopanic%%20%s", site,
                       account, totp_base32(mem, secret), site);
}
