/*
 * Secrets: password hashes (yescrypt of libcrypt), random values, keys, digests.
 *
 * Keys come from one file (NOPANIC_KEYS, mode 0400 or 0600), or from NOPANIC_SECRET_KEYS, which is
 * taken out of the environment: lines of "<kid> <64 hex digits>" (there a comma between), the first
 * is current, the others still check.  Each use gets a key of its own, derived by HMAC-SHA256
 * from the line's key and a label.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/text.h"

enum { SECRET_KEY_SIZE = 32, SECRET_PASSWORD_MAX = 511, SECRET_KEYS_MAX = 16 };

/* Reads the key file once; fail(FAIL_BROKEN) if it is absent, open to others, or malformed. */
void secret_open(const char *path);

/* Reads the keys, once, wherever they are; fail(FAIL_BROKEN) as above, or if nothing says where. */
void secret_load(void);
/* Whether they were in the environment. */
bool secret_in_environment(void);
/* Puts them back there, for a program that becomes a new build of itself. */
void secret_hand_on(void);

/* Another number after each secret_open(): what was concluded from the keys before is void. */
unsigned secret_era(void);

/* The derived key of a label under a key id, NULL kid: the current one.  false if kid is unknown.
 */
MUST_USE bool secret_key(const char *kid, const char *label, unsigned char key[SECRET_KEY_SIZE]);
const char *secret_current_kid(void);
/* The ids of all keys, the current one first; NULL ends them. */
const char *secret_kid(size_t index);

struct bytes secret_random(struct arena *mem, size_t size);
char *secret_random_text(struct arena *mem); /* 256 bits as 43 characters of base64url */

struct bytes secret_sha256(struct arena *mem, struct bytes data); /* 32 bytes */
struct bytes secret_hmac(struct arena *mem, const unsigned char key[SECRET_KEY_SIZE],
                         struct bytes data); /* 32 bytes */
/* Under a key of any size that others know too, which is not empty. */
struct bytes secret_hmac_of(struct arena *mem, struct bytes key, struct bytes data);
MUST_USE bool secret_equal(struct bytes a, struct bytes b); /* in constant time for equal sizes */

/* About 29 ms and 18 MB each at the cost of 5, twice that for each more. */
char *secret_password_hash(struct arena *mem, const char *password);
/* Whether it was made at a lower cost than NOPANIC_PASSWORD_COST. */
bool secret_password_is_cheap(const char *hash);
/* hash NULL stands for an account that does not exist: costs the same and is false. */
MUST_USE bool secret_password_check(const char *hash, const char *password);

#endif
