/*
 * One HTTP request and its answer, by FastCGI or, from a shell, as plain CGI.
 *
 * What a client sent: web_method(), web_path(), web_query(), web_header(), web_cookie(), the body.
 * What nginx says of it (never what a client can set): web_variable().
 */
#ifndef BASE_WEB_H
#define BASE_WEB_H

#include "base/text.h"

struct web;
struct form_part;

struct arena *web_mem(struct web *web);

/* A FastCGI parameter such as "REMOTE_ADDR" or "AUTH_ACCOUNT"; NULL if absent. */
const char *web_variable(struct web *web, const char *name);
/* "GET", "POST", …; anything else than the methods the page takes is the page's to refuse. */
const char *web_method(struct web *web);
/* The decoded path, "/r/XXyCorp/vault"; it begins with '/' and is UTF-8 (text_clean()). */
const char *web_path(struct web *web);
/* The path in segments: web_segment(web, 0) of "/r/XXyCorp/vault" is "r"; NULL past the last. */
const char *web_segment(struct web *web, size_t index);
/* A request header by its name, "Idempotency-Key"; NULL if absent or empty. */
const char *web_header(struct web *web, const char *name);
/* How often the client sent it: of several, one alone may be believed by whoever was in between. */
size_t web_header_count(struct web *web, const char *name);
const char *web_cookie(struct web *web, const char *name);

/* A field of the query string; NULL if absent.  A name given twice is fail(FAIL_INPUT). */
const char *web_query(struct web *web, const char *name);
/* From now on the fields are those of this query, "state=open&q=x": of an address that was kept. */
void web_set_query(struct web *web, const char *query);
/* A field of a posted form (application/x-www-form-urlencoded, at most 256 kB); NULL if absent. */
const char *web_form(struct web *web, const char *name);
/* All fields of that form in the order sent, see base/form.h. */
const struct form_part *web_form_all(struct web *web);
/* fail(FAIL_INPUT) unless the query field is a number between least and most; other if absent. */
int64_t web_query_int(struct web *web, const char *name, int64_t other, int64_t least,
                      int64_t most);

/* The whole body, at most size_max bytes; gzip is unpacked to at most unpacked_max.  Fails with
 * LENGTH, INPUT, TOO_BIG or MEDIA as fits; INPUT also if the body is shorter than its length. */
struct bytes web_body(struct web *web, size_t size_max, size_t unpacked_max);

/* A further line of the answer's head; before web_send().  CR or LF in value is a bug: abort(). */
void web_add_header(struct web *web, const char *name, const char *value);
/* Head and body; the body is left out for HEAD.  Adds Content-Length, X-Request-Id and, unless the
 * program has told it, Cache-Control: no-store.  A second answer is a bug: abort(). */
void web_send(struct web *web, int status, const char *type, struct bytes body);
/* 303 to a path of this site; fail(FAIL_INPUT) if a browser might take it for another one. */
void web_redirect(struct web *web, const char *path);
/* Whether the head of an answer was sent. */
bool web_sent(const struct web *web);
/* Status sent so far, 0 before. */
int web_status(const struct web *web);

/*
 * Serves until SIGTERM, as plain CGI if run from a shell.  As FastCGI: listens on the unix socket
 * path (NULL: on descriptor 0), keeps workers processes, starts a new one for each that dies;
 * SIGHUP replaces them one generation at a time, SIGTERM ends after the requests in hand.  A worker
 * serves one request at a time with an arena of memory_max bytes and ends after requests_max
 * requests (0: never).  start() runs once in each worker before its first request.
 */
struct web_server {
    const char *socket;
    int workers;
    int64_t requests_max;
    int64_t deadline_ms; /* of one request; past it the worker is killed; 0: 60,000 */
    size_t memory_max;
    void (*start)(void *arg);
    void (*serve)(struct web *web, void *arg);
    void *arg;
};
int web_run(const struct web_server *server);

#endif
