/* What the files of base/web.h share; nobody else includes it. */
#ifndef BASE_WEB_OWN_H
#define BASE_WEB_OWN_H

#include "base/form.h"
#include "base/web.h"

struct FCGX_Request;

struct web_line {
    struct web_line *next;
    const char *text; /* "Name: value\r\n" */
};

struct web {
    struct arena *mem;
    struct FCGX_Request *fastcgi; /* NULL: plain CGI, on stdin, stdout and the environment */
    const char *path;
    const struct form_part *query, *form;
    struct bytes body;
    bool query_read, form_read, body_read;
    struct web_line *lines, **lines_end;
    bool cache_told; /* the program has set Cache-Control itself */
    int status;      /* 0: nothing sent */
    bool whole;      /* the answer was sent with its end */
};

/* At most size bytes of the body; fewer at its end or if it was cut off. */
size_t web_read(struct web *web, char *to, size_t size);

/* Reads what the request line says, before anything can fail. */
void web_begin(struct web *web);

/* How many variables have this name. */
size_t web_variable_count(struct web *web, const char *name);

#endif
