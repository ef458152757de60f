/*
 * One HTTP call out, with limits on time and size; the only door to libcurl for HTTP.
 *
 * Every call goes through base/guard: it is made to one of the addresses that were checked, by no
 * proxy, and follows no redirect.  TLS is verified, and never left out for a server that lacks it.
 */
#ifndef BASE_HTTP_H
#define BASE_HTTP_H

#include "base/text.h"

struct http_call {
    const char *method; /* "POST" */
    const char *url;
    const char *const *headers; /* "Name: value", ended by NULL; may be NULL */
    struct bytes body;
    const char *user, *password; /* for HTTP basic auth; NULL: none */
    int64_t timeout_ms;          /* of all of it; 0: 10 s */
    size_t answer_max;           /* bytes of the answer's body; 0: 1 MiB */
    int file;                    /* that the answer's body goes into; 0: memory */
};

struct http_answer {
    int status;            /* 0: there was no answer */
    const char *reason;    /* why not, to be shown to whoever set the address; else NULL */
    struct bytes body;     /* at is NULL where it went into a file */
    const char *type;      /* of the content; NULL if it was not told */
    int64_t retry_after_s; /* what the server asks for, at most a day; 0: nothing */
};

/* Never fails for what the other side does. */
struct http_answer http_send(struct arena *mem, const struct http_call *call);

#endif
