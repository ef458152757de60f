/* What a client sent, but for the body: path, query, headers, cookies, fields of a form. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/fail.h"
#include "base/web_own.h"

enum { PATH_MAX_SIZE = 8192, FORM_MAX_SIZE = 256 * 1024, NAME_MAX_SIZE = 128 };

struct arena *web_mem(struct web *web)
{
    return web->mem;
}

const char *web_method(struct web *web)
{
    const char *method = web_variable(web, "REQUEST_METHOD");
    return method ? method : "";
}

/* nginx has decoded and normalised it, and so has who calls a plain CGI program: never again. */
void web_begin(struct web *web)
{
    const char *path = web_variable(web, "DOCUMENT_URI");
    if (!path || *path != '/')
        path = web_variable(web, "PATH_INFO");
    if (!path || *path != '/')
        path = "/";
    web->path = text_clean(web->mem, bytes_from(path), PATH_MAX_SIZE);
    web->lines_end = &web->lines;
}

const char *web_path(struct web *web)
{
    return web->path;
}

const char *web_segment(struct web *web, size_t index)
{
    const char *at = web->path;
    for (;; index--) {
        at += strspn(at, "/");
        size_t size = strcspn(at, "/");
        if (size == 0)
            return NULL;
        if (index == 0)
            return text_cut(web->mem, (struct bytes){ at, size });
        at += size;
    }
}

/* The variable that holds a header: "HTTP_USER_AGENT". */
static void variable_of(const char *name, char variable[NAME_MAX_SIZE])
{
    /* CGI has these two without the prefix. */
    bool content = strcasecmp(name, "Content-Type") == 0 || strcasecmp(name, "Content-Length") == 0;
    snprintf(variable, NAME_MAX_SIZE, "%s%s", content ? "" : "HTTP_", name);
    for (char *c = variable; *c; c++)
        *c = *c == '-' ? '_' : (char)toupper((unsigned char)*c);
}

const char *web_header(struct web *web, const char *name)
{
    char variable[NAME_MAX_SIZE];
    variable_of(name, variable);
    const char *value = web_variable(web, variable);
    return value && *value ? value : NULL;
}

size_t web_header_count(struct web *web, const char *name)
{
    char variable[NAME_MAX_SIZE];
    variable_of(name, variable);
    return web_variable_count(web, variable);
}

const char *web_cookie(struct web *web, const char *name)
{
    const char *at = web_header(web, "Cookie");
    size_t name_size = strlen(name);
    while (at && *at) {
        at += strspn(at, "; ");
        size_t size = strcspn(at, ";");
        if (size > name_size && at[name_size] == '=' && memcmp(at, name, name_size) == 0)
            return text_cut(web->mem, (struct bytes){ at + name_size + 1, size - name_size - 1 });
        at += size;
    }
    return NULL;
}

/* Two values for one name are two meanings: which one counts would depend on who reads. */
static const char *only_field(const struct form_part *fields, const char *name)
{
    const char *value = NULL;
    for (const struct form_part *f = fields; f; f = f->next) {
        if (strcmp(f->name, name) != 0)
            continue;
        if (value)
            fail(FAIL_INPUT, "%s is given twice", name);
        value = f->value.at;
    }
    return value;
}

const char *web_query(struct web *web, const char *name)
{
    if (!web->query_read) {
        web->query = form_fields(web->mem, bytes_from(web_variable(web, "QUERY_STRING")));
        web->query_read = true;
    }
    return only_field(web->query, name);
}

void web_set_query(struct web *web, const char *query)
{
    web->query = form_fields(web->mem, bytes_from(query));
    web->query_read = true;
}

int64_t web_query_int(struct web *web, const char *name, int64_t other, int64_t least, int64_t most)
{
    int64_t value;
    const char *text = web_query(web, name);
    if (!text)
        return other;
    if (!text_to_int(text, &value) || value < least || value > most)
        fail(FAIL_INPUT, "%s must be a number from %" PRId64 " to %" PRId64, name, least, most);
    return value;
}

static bool is_form(struct web *web)
{
    static const char form[] = "application/x-www-form-urlencoded";
    const char *type = web_header(web, "Content-Type");
    return type && strncasecmp(type, form, sizeof(form) - 1) == 0 &&
           strchr("; \t", type[sizeof(form) - 1]);
}

const struct form_part *web_form_all(struct web *web)
{
    if (!web->form_read && is_form(web)) {
        web->form = form_fields(web->mem, web_body(web, FORM_MAX_SIZE, FORM_MAX_SIZE));
        web->form_read = true;
    }
    return web->form;
}

const char *web_form(struct web *web, const char *name)
{
    return only_field(web_form_all(web), name);
}
