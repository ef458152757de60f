/*
 * Checks any bytes as a token.
 *
 * As they are, they are never one of ours.  Where the first line is "signed", the second is taken
 * as the header and the rest as the claims of a token that is signed with our key: it is taken only
 * with an end in the future and all that a token of ours has.
 */
#include <openssl/hmac.h>
#include <stdio.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/secret.h"
#include "base/token.h"
#include "fuzz.h"

enum { NOW = 1800000000 };

static void open_keys(void)
{
    static bool done;
    static const char line[] =
        "k1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
    if (done)
        return;
    char path[] = "/tmp/nopanic-fuzz.XXXXXX";
    int file = mkstemp(path);
    demand(file >= 0 && write(file, line, sizeof(line) - 1) == (ssize_t)sizeof(line) - 1);
    close(file);
    secret_open(path);
    unlink(path);
    done = true;
}

static const char *sign(struct arena *mem, struct bytes header, struct bytes claims)
{
    unsigned char key[SECRET_KEY_SIZE], mac[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    demand(secret_key(NULL, "token", key));
    const char *text = text_format(mem, "%s.%s", base64_url(mem, header), base64_url(mem, claims));
    HMAC(EVP_sha256(), key, sizeof(key), (const unsigned char *)text, strlen(text), mac, &size);
    return text_format(mem, "%s.%s", text,
                       base64_url(mem, (struct bytes){ (const char *)mac, size }));
}

static void read_input(void *arg)
{
    struct input *input = arg;
    struct input whole = *input;
    const char *why = NULL;
    bool is_signed = bytes_equal(input_line(input), BYTES("signed"));
    const char *text = text_cut(input->mem, whole.bytes);
    if (is_signed) {
        struct bytes header = input_line(input);
        text = sign(input->mem, header, input->bytes);
    }
    const struct token *token = token_check(input->mem, text, NOW, &why);
    demand(token || (why && *why));
    if (!token)
        return;
    demand(is_signed && token->jti && token->sub && token->scope);
    demand(token->expires_at > NOW - TOKEN_LEEWAY_S && strlen(text) <= TOKEN_SIZE_MAX);
    demand_text(token->jti, TOKEN_SIZE_MAX);
    demand_text(token->sub, TOKEN_SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    open_keys();
    demand(input_read(data, size, (size_t)64 * 1024 * 1024, read_input) == FAIL_NOT);
    return 0;
}
