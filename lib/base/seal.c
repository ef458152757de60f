#include "base/seal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/fail.h"
#include "base/secret.h"

/* FORMAT, size of the key id, key id, nonce, ciphertext, tag. */
enum { FORMAT = 1, HEAD_SIZE = 2, NONCE_SIZE = 12, TAG_SIZE = 16, KID_MAX = 32 };

#define LABEL "seal" /* of the key that seals */

static void free_cipher(void *cipher)
{
    EVP_CIPHER_CTX_free(cipher);
}

static EVP_CIPHER_CTX *new_cipher(struct arena *mem)
{
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    if (!cipher)
        fail(FAIL_AWAY, "out of memory");
    arena_defer(mem, free_cipher, cipher);
    return cipher;
}

/* What is authenticated and not stored: the head of the sealed value, and its place. */
static struct bytes bind(struct arena *mem, struct bytes head, struct seal_place place)
{
    struct text bound = text_new(mem, SEAL_PLAIN_MAX);
    text_add_bytes(&bound, head);
    const char *const parts[] = { place.table, place.column, place.row };
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        text_add_bytes(&bound, (struct bytes){ parts[i], strlen(parts[i]) + 1 });
    return (struct bytes){ bound.at, bound.size };
}

/* The part of a sealed value before its nonce; empty if it is none. */
static struct bytes head_of(struct bytes sealed)
{
    if (sealed.size < HEAD_SIZE || sealed.at[0] != FORMAT)
        return (struct bytes){ 0 };
    size_t kid_size = (unsigned char)sealed.at[1];
    if (kid_size == 0 || kid_size > KID_MAX ||
        sealed.size < HEAD_SIZE + kid_size + NONCE_SIZE + TAG_SIZE)
        return (struct bytes){ 0 };
    return (struct bytes){ sealed.at, HEAD_SIZE + kid_size };
}

const char *seal_kid(struct arena *mem, struct bytes sealed)
{
    struct bytes head = head_of(sealed);
    return head.size == 0
               ? NULL
               : text_cut(mem, (struct bytes){ head.at + HEAD_SIZE, head.size - HEAD_SIZE });
}

static bool encrypt(EVP_CIPHER_CTX *cipher, const unsigned char *key, struct bytes bound,
                    struct bytes plain, unsigned char *nonce)
{
    int size;
    unsigned char *to = nonce + NONCE_SIZE;
    return EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, nonce) &&
           EVP_EncryptUpdate(cipher, NULL, &size, (const unsigned char *)bound.at,
                             (int)bound.size) &&
           EVP_EncryptUpdate(cipher, to, &size, (const unsigned char *)plain.at, (int)plain.size) &&
           EVP_EncryptFinal_ex(cipher, to + plain.size, &size) &&
           EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, TAG_SIZE, to + plain.size);
}

struct bytes seal_close(struct arena *mem, struct seal_place place, struct bytes plain)
{
    unsigned char key[SECRET_KEY_SIZE];
    const char *kid = secret_current_kid();
    size_t kid_size = strlen(kid);
    if (plain.size > SEAL_PLAIN_MAX)
        fail(FAIL_TOO_BIG, "a secret may have at most %d bytes", SEAL_PLAIN_MAX);
    if (kid_size > KID_MAX || !secret_key(kid, LABEL, key))
        fail(FAIL_BROKEN, "no key to seal with");

    size_t head_size = HEAD_SIZE + kid_size;
    size_t size = head_size + NONCE_SIZE + plain.size + TAG_SIZE;
    char *sealed = arena_alloc(mem, size);
    sealed[0] = FORMAT;
    sealed[1] = (char)kid_size;
    memcpy(sealed + HEAD_SIZE, kid, kid_size);
    memcpy(sealed + head_size, secret_random(mem, NONCE_SIZE).at, NONCE_SIZE);

    struct bytes bound = bind(mem, (struct bytes){ sealed, head_size }, place);
    bool done = encrypt(new_cipher(mem), key, bound, plain, (unsigned char *)sealed + head_size);
    OPENSSL_cleanse(key, sizeof(key));
    if (!done)
        fail(FAIL_AWAY, "a secret could not be sealed");
    return (struct bytes){ sealed, size };
}

/* rest is nonce, ciphertext and tag. */
static bool decrypt(EVP_CIPHER_CTX *cipher, const unsigned char *key, struct bytes bound,
                    struct bytes rest, unsigned char *to)
{
    int size, plain_size = (int)(rest.size - NONCE_SIZE - TAG_SIZE);
    const unsigned char *from = (const unsigned char *)rest.at + NONCE_SIZE;
    unsigned char tag[TAG_SIZE];
    memcpy(tag, rest.at + rest.size - TAG_SIZE, TAG_SIZE);
    return EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key,
                              (const unsigned char *)rest.at) &&
           EVP_DecryptUpdate(cipher, NULL, &size, (const unsigned char *)bound.at,
                             (int)bound.size) &&
           EVP_DecryptUpdate(cipher, to, &size, from, plain_size) &&
           EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, TAG_SIZE, tag) &&
           EVP_DecryptFinal_ex(cipher, to + plain_size, &size) > 0;
}

bool seal_open(struct arena *mem, struct seal_place place, struct bytes sealed, struct bytes *plain)
{
    unsigned char key[SECRET_KEY_SIZE];
    struct bytes head = head_of(sealed);
    if (head.size == 0 || sealed.size > head.size + NONCE_SIZE + SEAL_PLAIN_MAX + TAG_SIZE ||
        !secret_key(seal_kid(mem, sealed), LABEL, key))
        return false;
    struct bytes rest = { sealed.at + head.size, sealed.size - head.size };
    size_t size = rest.size - NONCE_SIZE - TAG_SIZE;
    unsigned char *to = arena_alloc(mem, size + 1);
    bool good = decrypt(new_cipher(mem), key, bind(mem, head, place), rest, to);
    OPENSSL_cleanse(key, sizeof(key));
    if (!good) {
        OPENSSL_cleanse(to, size); /* what was not authenticated is not looked at */
        return false;
    }
    *plain = (struct bytes){ (char *)to, size };
    return true;
}
