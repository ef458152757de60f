/* base64 and base64url (RFC 4648). */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/text.h"

/* Standard alphabet; white space is skipped, padding must be right; false on anything else. */
MUST_USE bool base64_decode(struct arena *mem, struct bytes text, struct bytes *data);
/* Standard alphabet with padding. */
char *base64_text(struct arena *mem, struct bytes data);
/* URL alphabet without padding, for tokens. */
char *base64_url(struct arena *mem, struct bytes data);

#endif
