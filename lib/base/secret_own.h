/* What the files of base/secret.h share; nobody else includes it. */
#ifndef BASE_SECRET_OWN_H
#define BASE_SECRET_OWN_H

#include "base/secret.h"

/* SECRET_KEY_SIZE bytes as the line of this id has them, NULL: of the current one; NULL if there is
 * none. */
const unsigned char *secret_key_bytes(const char *kid);

#endif
