#include <unistd.h>

#include "base/fail.h"
#include "base/http.h"
#include "base/process.h"

enum { WORD_MAX = 300, TIMEOUT_MS = 10000, GRACE_MS = 3000, ANSWER_MAX = 64 * 1024 };

/* What the child is given. */
struct errand {
    struct arena *mem;
    const struct http_call *call;
    http_next *next;
    void *arg;
    struct http_answer answer;
};

/* What it answers with; the body follows. */
struct report {
    int status;
    int64_t retry_after_s;
    char reason[WORD_MAX], type[WORD_MAX]; /* empty: NULL */
};

static void go(void *arg)
{
    struct errand *errand = arg;
    errand->answer = http_send(errand->mem, errand->call);
    const struct http_call *second =
        errand->next ? errand->next(errand->mem, errand->arg, &errand->answer) : NULL;
    if (second)
        errand->answer = http_send(errand->mem, second);
}

static bool write_all(int to, const void *at, size_t size)
{
    for (const char *from = at; size > 0;) {
        ssize_t sent = write(to, from, size);
        if (sent <= 0)
            return false;
        from += sent;
        size -= (size_t)sent;
    }
    return true;
}

static void copy_word(char to[WORD_MAX], const char *word)
{
    size_t size = word ? strlen(word) : 0;
    size = size < WORD_MAX ? size : WORD_MAX - 1;
    if (size > 0)
        memcpy(to, word, size);
}

static void run(void *arg, int to)
{
    struct errand *errand = arg;
    const char *why;
    if (fail_guard(go, errand, &why) != FAIL_NOT)
        errand->answer = (struct http_answer){ .reason = why };
    const struct http_answer *a = &errand->answer;
    struct report report = { .status = a->status, .retry_after_s = a->retry_after_s };
    copy_word(report.reason, a->reason);
    copy_word(report.type, a->type);
    if (write_all(to, &report, sizeof(report)) && a->body.size > 0)
        write_all(to, a->body.at, a->body.size);
}

struct process_child *http_begin(struct arena *mem, const struct http_call *call, http_next *next,
                                 void *arg)
{
    struct errand *errand = ARENA_ONE(mem, struct errand);
    struct http_call *its = ARENA_ONE(mem, struct http_call);
    *its = *call;
    its->timeout_ms = call->timeout_ms > 0 ? call->timeout_ms : TIMEOUT_MS;
    its->answer_max = call->answer_max > 0 ? call->answer_max : ANSWER_MAX;
    *errand = (struct errand){ .mem = mem, .call = its, .next = next, .arg = arg };
    const struct process_limit limit = { its->timeout_ms * (next ? 2 : 1) + GRACE_MS,
                                         sizeof(struct report) + its->answer_max };
    return process_begin(mem, run, errand, limit);
}

static const char *word_of(struct arena *mem, const char *word)
{
    return *word ? text_clean(mem, bytes_from(word), WORD_MAX) : NULL;
}

struct http_answer http_finish(struct arena *mem, struct process_child *child)
{
    struct bytes output;
    struct report *report = ARENA_ONE(mem, struct report);
    process_end(child, &output);
    if (output.size < sizeof(*report))
        return (struct http_answer){ .reason = "it took too long" };
    memcpy(report, output.at, sizeof(*report));
    return (struct http_answer){
        .status = report->status,
        .reason = word_of(mem, report->reason),
        .body = { output.at + sizeof(*report), output.size - sizeof(*report) },
        .type = word_of(mem, report->type),
        .retry_after_s = report->retry_after_s,
    };
}
