/* The FastCGI and CGI side of base/web.h; the only door to libfcgi. */
#include "base/web.h"

#include <errno.h>
#include <fastcgi.h>
#include <fcgiapp.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/log.h"
#include "base/server.h"
#include "base/web_own.h"

enum {
    DEADLINE_MS = 60000,
    WRITE_STEP = 1024 * 1024,
    HEAD_SIZE = 512,
    HEAD_MAX = 4096, /* of an answer that is sent at once */
    RECORD_SIZE = FCGI_MAX_LENGTH / 8 * 8,
    RECORDS_MAX = 16,
    WHOLE_MAX = RECORDS_MAX * RECORD_SIZE
};

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

static bool write_all(int to, struct iovec *parts, int count)
{
    while (count > 0) {
        ssize_t done = writev(to, parts, count);
        if (done < 0 && errno != EINTR)
            return false;
        for (; count > 0 && done >= (ssize_t)parts->iov_len; parts++, count--)
            done -= (ssize_t)parts->iov_len;
        if (count > 0 && done > 0) {
            parts->iov_base = (char *)parts->iov_base + done;
            parts->iov_len -= (size_t)done;
        }
    }
    return true;
}

static FCGI_Header record_of(const FCGX_Request *request, int type, size_t size)
{
    return (FCGI_Header){ .version = FCGI_VERSION_1,
                          .type = (unsigned char)type,
                          .requestIdB1 = (unsigned char)(request->requestId >> 8),
                          .requestIdB0 = (unsigned char)request->requestId,
                          .contentLengthB1 = (unsigned char)(size >> 8),
                          .contentLengthB0 = (unsigned char)size };
}

/* The whole answer and its end in one write, in records as large as the protocol has them (FastCGI
 * Specification 1.0, 3.3): libfcgi writes one by one what it has in records of 8 kB, and at each
 * nginx wakes and reads. */
static void write_whole(const FCGX_Request *request, struct bytes head, struct bytes body)
{
    FCGI_Header records[1 + RECORDS_MAX];
    struct iovec parts[2 * COUNT_OF(records) + 1];
    int count = 0;
    struct bytes rest = head;
    for (FCGI_Header *r = records; r < records + COUNT_OF(records) && rest.size > 0; r++) {
        size_t size = rest.size < RECORD_SIZE ? rest.size : RECORD_SIZE;
        *r = record_of(request, FCGI_STDOUT, size);
        parts[count++] = (struct iovec){ r, sizeof(*r) };
        parts[count++] = (struct iovec){ (char *)rest.at, size };
        rest = r == records ? body : (struct bytes){ rest.at + size, rest.size - size };
    }
    struct {
        FCGI_Header out;
        FCGI_EndRequestRecord all;
    } end = { record_of(request, FCGI_STDOUT, 0),
              { .header = record_of(request, FCGI_END_REQUEST, sizeof(end.all.body)) } };
    parts[count++] = (struct iovec){ &end, sizeof(end) };
    write_all(request->ipcFd, parts, count);
}

static bool has_body(const FCGX_Request *request)
{
    const char *size = FCGX_GetParam("CONTENT_LENGTH", request->envp);
    return size && *size && strcmp(size, "0") != 0;
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

static bool append(char room[HEAD_MAX], size_t *size, struct bytes b)
{
    if (b.size > HEAD_MAX - *size)
        return false;
    memcpy(room + *size, b.at, b.size);
    *size += b.size;
    return true;
}

static void send_answer(struct web *web, struct bytes first, struct bytes body)
{
    char room[HEAD_MAX];
    size_t size = 0;
    bool fits = append(room, &size, first);
    for (const struct web_line *line = web->lines; line; line = line->next)
        fits = fits && append(room, &size, bytes_from(line->text));
    fits = fits && append(room, &size, BYTES("\r\n"));
    /* With a body that the client may still be sending, libfcgi has more to do. */
    web->whole = fits && web->fastcgi && !has_body(web->fastcgi) && body.size <= WHOLE_MAX;
    if (web->whole) {
        write_whole(web->fastcgi, (struct bytes){ room, size }, body);
        return;
    }
    write_bytes(web, first);
    for (const struct web_line *line = web->lines; line; line = line->next)
        write_bytes(web, bytes_from(line->text));
    write_bytes(web, BYTES("\r\n"));
    write_bytes(web, body);
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
    if (strcmp(web_method(web), "HEAD") == 0)
        body.size = 0;
    send_answer(web, (struct bytes){ head, (size_t)size }, body);
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

/* Whether the answer is complete, its end included. */
static bool serve(const struct web_server *server, struct arena *mem, FCGX_Request *fastcgi)
{
    struct web web = { .mem = mem, .fastcgi = fastcgi };
    web_begin(&web);
    server->serve(&web, server->arg);
    return web.whole;
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
static void finish_request(FCGX_Request *request, bool whole)
{
    request->keepConnection = !has_body(request);
    if (whole)
        FCGX_Free(request, 0);
    else
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
        finish_request(&request, serve(server, mem, &request));
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
