/* The FastCGI and CGI side of base/web.h; the only door to libfcgi. */
#include "base/web.h"

#include <errno.h>
#include <fcgiapp.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/log.h"
#include "base/server.h"
#include "base/web_own.h"

enum { DEADLINE_MS = 60000, WRITE_STEP = 1024 * 1024, HEAD_SIZE = 512 };

const char *web_variable(struct web *web, const char *name)
{
    return web->fastcgi ? FCGX_GetParam(name, web->fastcgi->envp) : getenv(name);
}

size_t web_variable_count(struct web *web, const char *name)
{
    size_t count = 0, size = strlen(name);
    for (char **v = web->fastcgi ? web->fastcgi->envp : environ; *v; v++)
        count += strncmp(*v, name, size) == 0 && (*v)[size] == '=';
    return count;
}

size_t web_read(struct web *web, char *to, size_t size)
{
    if (!web->fastcgi)
        return fread(to, 1, size, stdin);
    int got = FCGX_GetStr(to, (int)size, web->fastcgi->in);
    return got > 0 && FCGX_GetError(web->fastcgi->in) == 0 ? (size_t)got : 0;
}

/* A client that is gone does not hear it: what was done stays done. */
static void write_bytes(struct web *web, struct bytes b)
{
    while (b.size > 0) {
        size_t step = b.size < WRITE_STEP ? b.size : WRITE_STEP;
        if (!web->fastcgi)
            fwrite(b.at, 1, step, stdout);
        else if (FCGX_PutStr(b.at, (int)step, web->fastcgi->out) < 0)
            return;
        b.at += step;
        b.size -= step;
    }
}

void web_add_header(struct web *web, const char *name, const char *value)
{
    if (strpbrk(name, "\r\n:") || strpbrk(value, "\r\n")) {
        fprintf(stderr, "bug: a line end in the header %s\n", name);
        abort();
    }
    struct web_line *line = ARENA_ONE(web->mem, struct web_line);
    line->text = text_format(web->mem, "%s: %s\r\n", name, value);
    *web->lines_end = line;
    web->lines_end = &line->next;
    web->cache_told = web->cache_told || strcasecmp(name, "Cache-Control") == 0;
}

/* The id that nginx gave the request, if it looks like one. */
static const char *request_id(struct web *web)
{
    const char *id = web_variable(web, "REQUEST_ID");
    size_t size = id ? strspn(id, "0123456789abcdefABCDEF-") : 0;
    return size > 0 && size <= 64 && id[size] == '\0' ? id : NULL;
}

/* Asks the arena for nothing: the request's memory may be what ran out. */
void web_send(struct web *web, int status, const char *type, struct bytes body)
{
    char head[HEAD_SIZE];
    const char *id = request_id(web);
    if (web->status != 0) {
        fprintf(stderr, "bug: a second answer to one request\n");
        abort();
    }
    web->status = status;
    int size = snprintf(head, sizeof(head),
                        "Status: %d\r\nContent-Type: %s\r\nContent-Length: %zu\r\n%s%s%s%s", status,
                        type, body.size, id ? "X-Request-Id: " : "", id ? id : "", id ? "\r\n" : "",
                        web->cache_told ? "" : "Cache-Control: no-store\r\n");
    if (size < 0 || size >= HEAD_SIZE)
        abort();
    write_bytes(web, (struct bytes){ head, (size_t)size });
    for (const struct web_line *line = web->lines; line; line = line->next)
        write_bytes(web, bytes_from(line->text));
    write_bytes(web, BYTES("\r\n"));
    if (strcmp(web_method(web), "HEAD") != 0)
        write_bytes(web, body);
}

void web_redirect(struct web *web, const char *path)
{
    /* "//host" and "/\host" are other sites to a browser, which also skips control bytes. */
    bool ours = path[0] == '/' && path[1] != '/' && path[1] != '\\';
    for (const char *c = path; *c; c++)
        ours = ours && (unsigned char)*c > ' ' && *c != '\x7f';
    if (!ours)
        fail(FAIL_INPUT, "that is no place to go on to");
    web_add_header(web, "Location", path);
    web_send(web, 303, "text/plain; charset=utf-8", BYTES("See other\n"));
}

bool web_sent(const struct web *web)
{
    return web->status != 0;
}

int web_status(const struct web *web)
{
    return web->status;
}

static void serve(const struct web_server *server, struct arena *mem, FCGX_Request *fastcgi)
{
    struct web web = { .mem = mem, .fastcgi = fastcgi };
    web_begin(&web);
    server->serve(&web, server->arg);
}

/* Accepts what server_wait() saw; false if another worker was faster or the client has gone. */
static bool accept_request(struct server_worker *worker, FCGX_Request *request)
{
    server_begin(worker);
    int result = FCGX_Accept_r(request);
    if (result == 0)
        return true;
    server_abandon(worker);
    if (result == -EAGAIN || result == -EWOULDBLOCK || result == -ECONNABORTED)
        return false;
    log_line(LOG_ERROR, "accepting a connection failed", "reason", strerror(-result), NULL);
    exit(EXIT_FAILURE);
}

/* Ends the connection too: one that is kept would hold this worker for one client.  libfcgi waits
 * until the client has closed, lest it lose the answer over what it still sends; without a body
 * that is nothing, and the worker is free at once. */
static void finish_request(FCGX_Request *request)
{
    const char *size = FCGX_GetParam("CONTENT_LENGTH", request->envp);
    bool has_body = size && *size && strcmp(size, "0") != 0;
    request->keepConnection = !has_body;
    FCGX_Finish_r(request);
    if (request->ipcFd >= 0)
        close(request->ipcFd);
    request->ipcFd = -1;
}

static void work(struct server_worker *worker, void *arg)
{
    const struct web_server *server = arg;
    FCGX_Request request;
    FCGX_Init();
    FCGX_InitRequest(&request, server_listener(worker), FCGI_FAIL_ACCEPT_ON_INTR);
    if (server->start)
        server->start(server->arg);
    struct arena *mem = arena_new(server->memory_max);
    arena_keep();
    while (server_wait(worker)) {
        if (!accept_request(worker, &request))
            continue;
        serve(server, mem, &request);
        finish_request(&request);
        arena_reset(mem);
        server_end(worker);
    }
    arena_free(mem);
    FCGX_Free(&request, 1);
}

static int serve_once(const struct web_server *server)
{
    if (server->start)
        server->start(server->arg);
    struct arena *mem = arena_new(server->memory_max);
    serve(server, mem, NULL);
    arena_free(mem);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int web_run(const struct web_server *server)
{
    bool inherited = server_inherited();
    if (!inherited && getenv("REQUEST_METHOD"))
        return serve_once(server);
    if (!inherited && !server->socket)
        fail(FAIL_BROKEN, "no socket to serve: set NOPANIC_SOCKETS, pass one as descriptor 0, or "
                          "run one request with REQUEST_METHOD=GET");
    return server_run(&(struct server){
        .socket = inherited ? NULL : server->socket,
        .workers = server->workers,
        .requests_max = server->requests_max,
        .deadline_ms = server->deadline_ms > 0 ? server->deadline_ms : DEADLINE_MS,
        .work = work,
        .arg = (void *)server,
    });
}
