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
    bool beginning;              /* what is more than that is not read, and is no matter */
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

/* What to call next, if anything; else that was the answer.  In the child. */
typedef const struct http_call *http_next(struct arena *mem, void *arg,
                                          const struct http_answer *answer);

/* One on its way, in a child process, so that nothing it does takes longer than timeout_ms (twice
 * that with a next, which may be NULL) and three seconds; NULL if that could not be started.  Of
 * the answer 64 KiB unless the call says otherwise, which is in memory. */
struct process_child;
struct process_child *http_begin(struct arena *mem, const struct http_call *call, http_next *next,
                                 void *arg);
/* Its answer, when it has come (base/process.h: process_wait()). */
struct http_answer http_finish(struct arena *mem, struct process_child *child);

#endif
