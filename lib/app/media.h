/* Media types, as Content-Type names them. */
#ifndef APP_MEDIA_H
#define APP_MEDIA_H

#include "base/text.h"

/* Whether a type is this one, whatever parameters follow; "text/" is any text. */
bool media_is(const char *type, const char *wanted);

/* tar, tar.gz or zip. */
bool media_is_archive(const char *type);

#endif
