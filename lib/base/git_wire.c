/* The way from libgit2 to a server: each of its requests is a call of base/http, so that the guard,
 * the pinned address, TLS and the limits are those of every call, and no redirect is followed. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/git_own.h"
#include "base/http.h"

enum { REQUEST_MAX = 4 * 1024 * 1024 };

#define SERVICE "git-upload-pack"

struct stream {
    git_smart_subtransport_stream its; /* first: libgit2 knows this part alone */
    struct git_wire *wire;
    const char *url;
    bool post, asked;
    struct text request;
    struct bytes more; /* for the request */
    int file;          /* of the answer, which has no name */
};

struct transport {
    git_smart_subtransport its; /* first, too */
    struct git_wire *wire;
};

static int refuse(struct git_wire *wire, const char *why)
{
    if (!wire->why)
        wire->why = text_copy(wire->mem, why);
    git_error_set_str(GIT_ERROR_HTTP, why);
    return -1;
}

static const char *status_words(const struct git_wire *wire, int status)
{
    bool known = wire->from->user || wire->from->password;
    if (status == 401 || status == 403)
        return known ? "the server refuses this user and password"
                     : "the server asks for a user and a password";
    if (status == 404)
        return known ? "there is no such repository, or not for this user"
                     : "there is no such repository, or it asks for a user and a password";
    if (status >= 300 && status < 400)
        return "the server sends to another address, which is not followed: give that one "
               "(some want .git at the end)";
    return text_format(wire->mem, "the server answers with status %d", status);
}

/* What libgit2 reads into must be told from a page for people. */
static bool is_git(const struct stream *stream, const char *type)
{
    return type && strcmp(type, stream->post ? "application/x-" SERVICE "-result"
                                             : "application/x-" SERVICE "-advertisement") == 0;
}

/* May fail(): under a guard. */
static void ask(void *arg)
{
    static const char *const headers[] = { "User-Agent: git/2.30 (nopanic)",
                                           "Content-Type: application/x-" SERVICE "-request",
                                           "Accept: application/x-" SERVICE "-result",
                                           "Expect:", NULL };
    struct stream *stream = arg;
    struct git_wire *wire = stream->wire;
    const struct http_call call = { .method = stream->post ? "POST" : "GET",
                                    .url = stream->url,
                                    .headers = stream->post ? headers : NULL,
                                    .body = { stream->request.at, stream->request.size },
                                    .user = wire->from->user,
                                    .password = wire->from->password,
                                    .timeout_ms = wire->from->timeout_ms,
                                    .answer_max = wire->from->size_max,
                                    .file = stream->file };
    struct http_answer answer = http_send(wire->mem, &call);
    if (answer.reason)
        fail(FAIL_AWAY, "%s", answer.reason);
    if (answer.status != 200)
        fail(FAIL_AWAY, "%s", status_words(wire, answer.status));
    if (!is_git(stream, answer.type))
        fail(FAIL_AWAY, "there is no git server at this address: it answers with %s",
             answer.type ? answer.type : "something else");
}

static void add(void *arg)
{
    struct stream *stream = arg;
    text_add_bytes(&stream->request, stream->more);
}

static int guarded(struct stream *stream, void (*work)(void *arg))
{
    const char *why;
    return fail_guard(work, stream, &why) == FAIL_NOT ? 0 : refuse(stream->wire, why);
}

static int stream_write(git_smart_subtransport_stream *its, const char *at, size_t size)
{
    struct stream *stream = (struct stream *)its;
    stream->more = (struct bytes){ at, size };
    return guarded(stream, add);
}

static int stream_read(git_smart_subtransport_stream *its, char *to, size_t size, size_t *got)
{
    struct stream *stream = (struct stream *)its;
    *got = 0;
    if (!stream->asked) {
        stream->asked = true;
        if (guarded(stream, ask) < 0)
            return -1;
        if (lseek(stream->file, 0, SEEK_SET) != 0)
            return refuse(stream->wire, "the answer cannot be read");
    }
    ssize_t some = read(stream->file, to, size);
    if (some < 0)
        return refuse(stream->wire, "the answer cannot be read");
    *got = (size_t)some;
    return 0;
}

static void stream_free(git_smart_subtransport_stream *its)
{
    struct stream *stream = (struct stream *)its;
    close(stream->file);
}

/* One that has no name any more, and is gone with the process. */
static int nameless_file(void)
{
    char name[] = "answer.XXXXXX";
    int file = mkostemp(name, O_CLOEXEC);
    if (file >= 0)
        unlink(name);
    return file;
}

static int act(git_smart_subtransport_stream **out, git_smart_subtransport *its, const char *url,
               git_smart_service_t what)
{
    struct git_wire *wire = ((struct transport *)its)->wire;
    bool post = what == GIT_SERVICE_UPLOADPACK;
    if (!post && what != GIT_SERVICE_UPLOADPACK_LS)
        return refuse(wire, "this is not asked of a server");
    int file = nameless_file();
    if (file < 0)
        return refuse(wire, "there is no room to keep the answer");
    struct stream *stream = ARENA_ONE(wire->mem, struct stream);
    *stream = (struct stream){ .its = { its, stream_read, stream_write, stream_free },
                               .wire = wire,
                               .post = post,
                               .request = text_new(wire->mem, REQUEST_MAX),
                               .file = file };
    size_t size = strlen(url);
    while (size > 0 && url[size - 1] == '/')
        size--;
    stream->url = text_format(wire->mem, "%.*s/%s", (int)size, url,
                              post ? SERVICE : "info/refs?service=" SERVICE);
    *out = &stream->its;
    return 0;
}

static int close_nothing(git_smart_subtransport *its)
{
    (void)its;
    return 0;
}

static void free_nothing(git_smart_subtransport *its)
{
    (void)its;
}

static int transport_new(git_smart_subtransport **out, git_transport *owner, void *arg)
{
    struct git_wire *wire = arg;
    struct transport *transport = ARENA_ONE(wire->mem, struct transport);
    (void)owner;
    *transport = (struct transport){ { act, close_nothing, free_nothing }, wire };
    *out = &transport->its;
    return 0;
}

int git_wire_transport(git_transport **out, git_remote *remote, void *wire)
{
    git_smart_subtransport_definition definition = { transport_new, 1, wire };
    return git_transport_smart(out, remote, &definition);
}
