/*
 * A mail as it is written down: RFC 5322 with a body of plain text in UTF-8, or of the same twice,
 * as text and as HTML (RFC 2045 to 2047).
 *
 * Whatever the values hold, there is one recipient and one of each header, every byte is ASCII, and
 * no line is longer than 78 bytes, save one with an address or an id that is: 998 bytes at most.
 */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include "base/text.h"

enum {
    MESSAGE_SUBJECT_MAX = 150,    /* bytes */
    MESSAGE_HTML_MAX = 64 * 1024, /* longer HTML is left out */
    MESSAGE_HEADERS_MAX = 8,
    MESSAGE_SIZE_MAX = 512 * 1024,
};

/* One of our own, by which recipients sort: "X-Nopanic-Kind".  The name is ours, of at most 30
 * letters and hyphens; the value is anybody's, and is cut at MESSAGE_SUBJECT_MAX bytes. */
struct message_header {
    const char *name, *value;
};

struct message {
    const char *from, *to; /* addresses that message_address_ok() takes */
    const char *subject;   /* cut at MESSAGE_SUBJECT_MAX bytes */
    const char *text;      /* lines end with LF */
    const char *html;      /* NULL: text alone */
    const char *id;        /* of Message-ID, without its brackets: "nopanic-7@hub.example" */
    const char *thread;    /* the id that all mails of one matter refer to; NULL: of none */
    /* Where one POST ends such mails (RFC 8058; what signs for the sender's domain has to cover its
     * two headers), and a page says so to people; NULL: nowhere. */
    const char *unsubscribe;
    struct message_header headers[MESSAGE_HEADERS_MAX]; /* up to the first without a name */
    int64_t at;                                         /* seconds since 1970 */
};

/* "name@host" of printable ASCII without what headers, SMTP and lists of addresses are made of. */
MUST_USE bool message_address_ok(const char *address);

/* With CR LF at the line ends; fail(FAIL_REFUSED) if an address is not one. */
struct bytes message_write(struct arena *mem, const struct message *message);

/* What people read of a mail that message_write() wrote, its lines ending with LF alone, as in a
 * folder; of any other bytes it is something of no meaning. */
struct message_told {
    const char *subject, *text;
};
struct message_told message_read(struct arena *mem, struct bytes message);

/* No line of a quoted-printable body holds it, since an equals sign is quoted there. */
#define MESSAGE_BOUNDARY "=_nopanic"

#endif
