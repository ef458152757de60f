/* Codes that an app and we make of a shared secret and the time: TOTP (RFC 6238) with SHA-1, steps
 * of 30 seconds and 6 digits, which every app knows. */
#ifndef BASE_TOTP_H
#define BASE_TOTP_H

#include "base/text.h"

enum { TOTP_SECRET_SIZE = 20, TOTP_STEP_S = 30, TOTP_DIGITS = 6 };

/* The code of a step, with leading zeros. */
char *totp_code(struct arena *mem, struct bytes secret, int64_t step, int digits);

/* The step whose code was typed, the one of now or a neighbour, later than `after`; 0 if there is
 * none.  Blanks in it do not count. */
int64_t totp_match(struct arena *mem, struct bytes secret, const char *typed, int64_t now,
                   int64_t after);

/* RFC 4648, without padding. */
char *totp_base32(struct arena *mem, struct bytes data);

/* "otpauth://totp/…", as apps read it from a QR code; site and account are letters, digits and
 * punctuation that a URL takes. */
char *totp_uri(struct arena *mem, struct bytes secret, const char *site, const char *account);

#endif
