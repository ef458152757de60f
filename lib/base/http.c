#include "base/http.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/config.h"
#include "base/fail.h"
#include "base/guard.h"

enum {
    TIMEOUT_MS = 10000,
    CONNECT_MS = 5000,
    ANSWER_MAX = 1024 * 1024,
    HEADERS_MAX = 40,
    RETRY_MAX_S = 86400,
    PIN_MAX = 2048,
    SLOW_BYTES = 1000, /* a second, of a long answer: */
    SLOW_S = 30,       /* less for so long is a server that stalls */
};

/* What libcurl calls back with.  It calls through its own frames, so nothing here may fail(). */
struct state {
    const struct guard_target *target;
    char *at; /* room for answer_max bytes; NULL: they go into file */
    int file;
    size_t size, room;
    bool too_big, unwritten, strayed;
    bool beginning; /* too big is no matter */
};

static size_t take_body(char *from, size_t one, size_t size, void *arg)
{
    struct state *state = arg;
    (void)one;
    if (size > state->room - state->size) {
        state->too_big = true;
        size_t left = state->room - state->size;
        if (state->beginning && state->at)
            memcpy(state->at + state->size, from, left);
        state->size += state->beginning ? left : 0;
        return 0;
    }
    if (state->at)
        memcpy(state->at + state->size, from, size);
    else if (write(state->file, from, size) != (ssize_t)size) {
        state->unwritten = true;
        return 0;
    }
    state->size += size;
    return size;
}

/* The last look before connecting, at the very address. */
static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct state *state = arg;
    (void)purpose;
    if (!guard_covers(state->target, &address->addr)) {
        state->strayed = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static void free_handle(void *curl)
{
    curl_easy_cleanup(curl);
}

static void free_list(void *list)
{
    curl_slist_free_all(list);
}

static CURL *new_handle(struct arena *mem)
{
    static bool begun;
    if (!begun && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        fail(FAIL_AWAY, "libcurl does not start");
    begun = true;
    CURL *curl = curl_easy_init();
    if (!curl)
        fail(FAIL_AWAY, "out of memory");
    arena_defer(mem, free_handle, curl);
    return curl;
}

/* items ended by NULL; the list lives as long as mem. */
static struct curl_slist *list_of(struct arena *mem, const char *const items[])
{
    struct curl_slist *list = NULL;
    for (size_t i = 0; items && items[i]; i++) {
        if (i == HEADERS_MAX || strpbrk(items[i], "\r\n"))
            fail(FAIL_REFUSED, "a header of a call holds a line end, or there are too many");
        struct curl_slist *longer = curl_slist_append(list, items[i]);
        if (!longer) {
            curl_slist_free_all(list);
            fail(FAIL_AWAY, "out of memory");
        }
        list = longer;
    }
    if (list)
        arena_defer(mem, free_list, list);
    return list;
}

/* "host:port:address,address": libcurl then asks no server of names. */
static struct curl_slist *pin(struct arena *mem, const struct guard_target *target)
{
    struct text line = text_new(mem, PIN_MAX);
    text_add_format(&line, "%s:%d:", target->host, target->port);
    for (size_t i = 0; i < target->count; i++) {
        const char *address = guard_text(mem, &target->at[i]);
        bool v6 = strchr(address, ':') != NULL;
        text_add_format(&line, "%s%s%s%s", i > 0 ? "," : "", v6 ? "[" : "", address, v6 ? "]" : "");
    }
    const char *const lines[] = { line.at, NULL };
    return target->literal ? NULL : list_of(mem, lines);
}

static void set_limits(CURL *curl, const struct http_call *call, struct state *state)
{
    int64_t timeout_ms = call->timeout_ms > 0 ? call->timeout_ms : TIMEOUT_MS;
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     (long)(timeout_ms < CONNECT_MS ? timeout_ms : CONNECT_MS));
    if (call->file > 0) {
        curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
        curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)SLOW_S);
    }
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, state->target->scheme);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (config_text("CALL_CA"))
        curl_easy_setopt(curl, CURLOPT_CAINFO, config_text("CALL_CA"));
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, state);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, state);
}

static void set_request(struct arena *mem, CURL *curl, const struct http_call *call)
{
    curl_easy_setopt(curl, CURLOPT_URL, call->url);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "nopanic");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list_of(mem, call->headers));
    if (call->user || call->password) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
        curl_easy_setopt(curl, CURLOPT_USERNAME, call->user ? call->user : "");
        curl_easy_setopt(curl, CURLOPT_PASSWORD, call->password ? call->password : "");
    }
    if (call->body.size > 0) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body.size);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call->body.at);
    } else if (strcmp(call->method, "HEAD") == 0) {
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call->method);
}

static void read_answer(struct arena *mem, CURL *curl, const struct state *state,
                        struct http_answer *answer)
{
    long status = 0;
    char *type = NULL;
    curl_off_t wait = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
    answer->status = (int)status;
    answer->type = type ? text_copy(mem, type) : NULL;
    answer->retry_after_s = wait < 0 ? 0 : wait < RETRY_MAX_S ? wait : RETRY_MAX_S;
    answer->body = (struct bytes){ state->at, state->size };
}

struct http_answer http_send(struct arena *mem, const struct http_call *call)
{
    struct guard_target target;
    struct http_answer answer = { 0 };
    answer.reason = guard_target(mem, GUARD_WEB, call->url, &target);
    if (answer.reason)
        return answer;
    struct state state = { .target = &target,
                           .file = call->file,
                           .beginning = call->beginning,
                           .room = call->answer_max > 0 ? call->answer_max : ANSWER_MAX };
    if (call->file <= 0)
        state.at = arena_alloc(mem, state.room + 1);
    char *words = arena_alloc(mem, CURL_ERROR_SIZE);
    CURL *curl = new_handle(mem);
    set_limits(curl, call, &state);
    set_request(mem, curl, call);
    curl_easy_setopt(curl, CURLOPT_RESOLVE, pin(mem, &target));
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words);

    CURLcode result = curl_easy_perform(curl);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
    if (state.strayed)
        answer.reason = "the connection would have gone to an address that was not checked";
    else if (state.too_big && !state.beginning)
        answer.reason = "the answer is too large";
    else if (state.unwritten)
        answer.reason = "there is no room to keep the answer";
    else if (result != CURLE_OK && !state.too_big)
        answer.reason = *words ? words : text_copy(mem, curl_easy_strerror(result));
    else
        read_answer(mem, curl, &state, &answer);
    return answer;
}
