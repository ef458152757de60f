/*
 * A mail as it is written down: RFC 5322 with a body of plain text in UTF-8 (RFC 2045 to 2047).
 *
 * Whatever the values hold, there is one recipient and one of each header, no line is longer than
 * 78 bytes, and every byte is ASCII.
 */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include "base/text.h"

enum { MESSAGE_SUBJECT_MAX = 150, MESSAGE_SIZE_MAX = 512 * 1024 };

struct message {
    const char *from, *to; /* addresses that message_address_ok() takes */
    const char *subject;   /* cut at MESSAGE_SUBJECT_MAX bytes */
    const char *text;      /* lines end with LF */
    const char *id;        /* of Message-ID, without its brackets: "nopanic-7@hub.example" */
    int64_t at;            /* seconds since 1970 */
};

/* "name@host" of printable ASCII without what headers, SMTP and lists of addresses are made of. */
MUST_USE bool message_address_ok(const char *address);

/* With CR LF at the line ends; fail(FAIL_REFUSED) if an address is not one. */
struct bytes message_write(struct arena *mem, const struct message *message);

#endif
