/*
 * A server of base/web in a process of its own, and a FastCGI client that can stop in the middle of
 * a request, as nginx never would.
 */
#ifndef FCGI_CLIENT_H
#define FCGI_CLIENT_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/web.h"
#include "scene.h"

#define UNUSED __attribute__((unused)) static

enum { BEGIN_REQUEST = 1, END_REQUEST = 3, PARAMS, STDIN, STDOUT, RECORD_MAX = 60000 };

/* One parameter of a request; a list ends with name NULL. */
struct pair {
    const char *name, *value;
};

/* What came back.  whole: the server ended the request itself, and the body has its length. */
struct reply {
    bool whole;
    int status;
    const char *head, *body;
    size_t size;
};

struct running {
    pid_t pid;
    char folder[64], socket[80], log[80];
};

UNUSED void pause_ms(int64_t ms)
{
    nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000 }, NULL);
}

UNUSED int fastcgi_connect(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    /* An answer that never comes is a failed test, not one that never ends. */
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){ .tv_sec = 20 },
               sizeof(struct timeval));
    if (connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
        return fd;
    close(fd);
    return -1;
}

UNUSED void send_all(int fd, struct bytes b)
{
    while (b.size > 0) {
        ssize_t sent = send(fd, b.at, b.size, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* what was lost shows in the reply */
        b.at += sent;
        b.size -= (size_t)sent;
    }
}

/* One record at least, so that an empty one ends a stream. */
UNUSED void fastcgi_send(int fd, int type, struct bytes content)
{
    do {
        size_t size = content.size < RECORD_MAX ? content.size : RECORD_MAX;
        char head[8] = { 1, (char)type, 0, 1, (char)(size >> 8), (char)size, 0, 0 };
        send_all(fd, (struct bytes){ head, sizeof(head) });
        send_all(fd, (struct bytes){ content.at, size });
        content.at += size;
        content.size -= size;
    } while (content.size > 0);
}

/* The begin of a request, its parameters, and nothing of its body.  keep: the connection, please.
 */
UNUSED void fastcgi_begin(struct arena *mem, int fd, const struct pair pairs[], bool keep)
{
    struct text text = text_new(mem, RECORD_MAX);
    fastcgi_send(fd, BEGIN_REQUEST, (struct bytes){ (char[8]){ 0, 1, (char)keep }, 8 });
    for (const struct pair *p = pairs; p->name; p++) {
        size_t name = strlen(p->name), value = strlen(p->value);
        char sizes[5] = { (char)name, (char)(0x80 | value >> 24), (char)(value >> 16),
                          (char)(value >> 8), (char)value };
        text_add_bytes(&text, (struct bytes){ sizes, sizeof(sizes) });
        text_add(&text, p->name);
        text_add(&text, p->value);
    }
    if (text.size > 0)
        fastcgi_send(fd, PARAMS, (struct bytes){ text.at, text.size });
    fastcgi_send(fd, PARAMS, BYTES(""));
}

UNUSED bool read_all(int fd, char *to, size_t size)
{
    while (size > 0) {
        ssize_t got = recv(fd, to, size, 0);
        if (got <= 0)
            return false;
        to += got;
        size -= (size_t)got;
    }
    return true;
}

/* Reads to the end of the request; false if the connection ends before. */
UNUSED bool read_stream(struct arena *mem, int fd, struct text *out)
{
    for (unsigned char head[8]; read_all(fd, (char *)head, sizeof(head));) {
        size_t size = (size_t)head[4] << 8 | head[5];
        char *content = arena_alloc(mem, size + head[6] + 1);
        if (!read_all(fd, content, size + head[6]))
            return false;
        if (head[1] == END_REQUEST)
            return true;
        if (head[1] == STDOUT)
            text_add_bytes(out, (struct bytes){ content, size });
    }
    return false;
}

/* Splits what came into head and body. */
UNUSED struct reply split_reply(struct arena *mem, struct text *out, bool ended)
{
    struct reply reply = { .head = "", .body = "" };
    const char *end = out->at ? strstr(out->at, "\r\n\r\n") : NULL;
    if (!end)
        return reply;
    reply.head = text_cut(mem, (struct bytes){ out->at, (size_t)(end - out->at) + 2 });
    reply.body = end + 4;
    reply.size = out->size - (size_t)(reply.body - out->at);
    reply.status = atoi(strstr(reply.head, "Status: ") + 8);
    const char *length = strstr(reply.head, "Content-Length: ");
    reply.whole = ended && length && strtoul(length + 16, NULL, 10) == reply.size;
    return reply;
}

UNUSED struct reply fastcgi_receive(struct arena *mem, int fd)
{
    struct text out = text_new(mem, 64 * 1024 * 1024);
    bool ended = read_stream(mem, fd, &out);
    close(fd);
    return split_reply(mem, &out, ended);
}

/* A whole request; CONTENT_LENGTH is up to pairs. */
UNUSED struct reply fastcgi_ask(struct arena *mem, const char *path, const struct pair pairs[],
                                struct bytes body)
{
    int fd = fastcgi_connect(path);
    if (fd < 0)
        return (struct reply){ .head = "", .body = "" };
    fastcgi_begin(mem, fd, pairs, false);
    if (body.size > 0)
        fastcgi_send(fd, STDIN, body);
    fastcgi_send(fd, STDIN, BYTES(""));
    return fastcgi_receive(mem, fd);
}

/* cmocka takes the signals of a crash for itself; a worker that crashes has to die of them. */
UNUSED void crash_as_usual(void)
{
    static const int signals[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGSYS };
    for (size_t i = 0; i < COUNT_OF(signals); i++)
        signal(signals[i], SIG_DFL);
}

/* Starts the server with a socket in a new folder, and waits until it listens. */
UNUSED void server_start(struct running *running, struct web_server server)
{
    snprintf(running->folder, sizeof(running->folder), "/tmp/nopanic-web.XXXXXX");
    if (!mkdtemp(running->folder))
        abort();
    snprintf(running->socket, sizeof(running->socket), "%s/socket", running->folder);
    snprintf(running->log, sizeof(running->log), "%s/log", running->folder);
    server.socket = running->socket;
    fflush(NULL);
    running->pid = fork();
    if (running->pid == 0) {
        crash_as_usual();
        int log = open(running->log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(log, STDERR_FILENO);
        unsetenv("REQUEST_METHOD");
        _exit(web_run(&server));
    }
    for (int i = 0; i < 1000; i++, pause_ms(10)) {
        int fd = fastcgi_connect(running->socket);
        if (fd < 0)
            continue;
        close(fd);
        return;
    }
}

/* The status of the server's end as of waitpid(), -1 if it does not end within 20 s. */
UNUSED int server_wait_end(struct running *running)
{
    for (int i = 0; i < 2000; i++, pause_ms(10)) {
        int status;
        if (waitpid(running->pid, &status, WNOHANG) == running->pid)
            return status;
    }
    kill(running->pid, SIGKILL);
    waitpid(running->pid, NULL, 0);
    return -1;
}

UNUSED char *server_log(struct arena *mem, const struct running *running)
{
    enum { ROOM = 256 * 1024 };
    char *text = arena_alloc(mem, ROOM);
    int fd = open(running->log, O_RDONLY);
    ssize_t size = read(fd, text, ROOM - 1);
    close(fd);
    return size < 0 ? NULL : text;
}

/* Ends the server; its exit status, or -1 if it did not end well or its log tells of an error. */
UNUSED int server_stop(struct running *running, bool quiet)
{
    kill(running->pid, SIGTERM);
    int status = server_wait_end(running);
    struct arena *mem = arena_new(1024 * 1024);
    const char *log = server_log(mem, running);
    bool noisy = log && (strstr(log, "Sanitizer") || (quiet && strstr(log, "\"error\"")));
    if (noisy)
        print_error("%s\n", log);
    arena_free(mem);
    unlink(running->log);
    unlink(running->socket);
    rmdir(running->folder);
    return status == 0 && !noisy ? 0 : -1;
}

#endif
