/*
 * One line per happening, as a JSON object on standard error: {"time","level","program","request",
 * "message",...}.  Control bytes are escaped, so a line stays a line.  Never give it a secret.
 *
 * Only lib/app, the programs and the process pool of base/server log; library code returns or
 * fails. A line has at most 16 kB: what is too long for it is cut, and the line says "cut":true.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/base.h"

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

/* Names the program in every line; name must outlive the process. */
void log_program(const char *name);

/* Names the request in the lines that follow; NULL between requests.  Copied, cut at 63 bytes. */
void log_request(const char *id);

/* Further fields follow the message as pairs of name and value, ended by NULL:
 * log_line(LOG_INFO, "login", "account", name, "address", address, NULL); a value that is NULL is
 * left out. */
void log_line(enum log_level level, const char *message, ...) __attribute__((sentinel));

#endif
