#include "app/program.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/json.h"
#include "base/log.h"
#include "base/secret.h"
#include "hub/hub.h"
#include "hub/site.h"

enum { PROCESS_MEMORY = 16 * 1024 * 1024, REQUEST_MEMORY = 64 * 1024 * 1024, REASON_SIZE = 512 };

/* One worker: what outlives its requests. */
struct worker {
    const struct program *program;
    struct arena *mem;
    struct db *db;
};

/* A request that gave up, on its way to its answer. */
struct refusal {
    struct visit *visit;
    enum fail kind;
    char reason[REASON_SIZE];
};

/* What a visitor may read of a failure. */
static const char *shown_reason(enum fail kind, const char *reason)
{
    if (kind == FAIL_BROKEN)
        return "The hub failed at this. Its log has the reason under the id of this request.";
    if (kind == FAIL_AWAY)
        return "The hub cannot reach its database. Try again in a moment.";
    return reason;
}

void program_send_error(struct web *web, enum fail kind, const char *reason)
{
    struct arena *mem = web_mem(web);
    struct json *answer = json_new_object(mem), *error = json_set_object(answer, "error");
    json_set_text(error, "code", fail_code(kind));
    const char *shown = shown_reason(kind, reason);
    json_set_text(error, "message", text_clean(mem, bytes_from(shown), REASON_SIZE));
    if (kind == FAIL_BROKEN || kind == FAIL_AWAY)
        json_set_text(error, "request", web_variable(web, "REQUEST_ID"));
    if (kind == FAIL_STRANGER)
        web_add_header(web, "WWW-Authenticate", "Bearer");
    if (kind == FAIL_TOO_MANY || kind == FAIL_AWAY)
        web_add_header(web, "Retry-After", "10");
    web_send(web, (int)kind, "application/json; charset=utf-8",
             bytes_from(json_write(mem, answer)));
}

/* A host name with an optional port, and nothing that means something in a page or a shell. */
static bool is_host(const char *host)
{
    return host && *host && strlen(host) < 256 &&
           host[strspn(host,
                       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:[]-")] ==
               '\0';
}

const char *program_url(struct web *web)
{
    const char *url = site_url_set(web_mem(web));
    if (url)
        return url;
    const char *host = web_header(web, "Host"), *https = web_variable(web, "HTTPS");
    return text_format(web_mem(web), "%s://%s",
                       https && strcmp(https, "on") == 0 ? "https" : "http",
                       is_host(host) ? host : "localhost");
}

bool program_is_https(struct web *web)
{
    return bytes_begin(bytes_from(program_url(web)), BYTES("https://"));
}

void program_ask_basic(struct web *web)
{
    web_add_header(web, "WWW-Authenticate", "Basic realm=\"nopanic\", charset=\"UTF-8\"");
}

static void show(void *arg)
{
    struct visit *visit = arg;
    visit->program->show(visit);
}

static void give_up(void *arg)
{
    struct refusal *refusal = arg;
    struct visit *visit = refusal->visit;
    if (visit->program->give_up)
        visit->program->give_up(visit, refusal->kind, refusal->reason);
    else
        program_send_error(visit->web, refusal->kind, refusal->reason);
}

/* The request's memory may be what ran out, so the last resort asks for none. */
static void send_bare(struct web *web, enum fail kind)
{
    char body[128];
    int size = snprintf(body, sizeof(body), "{\"error\":{\"code\":\"%s\",\"message\":\"%d\"}}",
                        fail_code(kind), (int)kind);
    web_send(web, (int)kind, "application/json; charset=utf-8",
             (struct bytes){ body, (size_t)size });
}

static void answer_refusal(struct refusal *refusal)
{
    struct visit *visit = refusal->visit;
    if (refusal->kind == FAIL_BROKEN || refusal->kind == FAIL_AWAY)
        log_line(LOG_ERROR, refusal->reason, NULL);
    if (web_sent(visit->web))
        return;
    const char *why;
    if (fail_guard(give_up, refusal, &why) == FAIL_NOT)
        return;
    log_line(LOG_ERROR, "the error page failed", "reason", why, NULL);
    if (!web_sent(visit->web))
        send_bare(visit->web, refusal->kind);
}

static void log_visit(const struct visit *visit, const char *refused, int64_t started_ms)
{
    int status = web_status(visit->web);
    if (visit->program->quiet && status < 400)
        return;
    char code[16], ms[24];
    snprintf(code, sizeof(code), "%d", status);
    snprintf(ms, sizeof(ms), "%" PRId64, clock_monotonic_ms() - started_ms);
    log_line(status >= 500 ? LOG_ERROR : LOG_INFO, "request", "method", web_method(visit->web),
             "path", web_path(visit->web), "status", code, "ms", ms, "address",
             web_variable(visit->web, "REMOTE_ADDR"), "account", visit->account, "refused", refused,
             NULL);
}

static void serve(struct web *web, void *arg)
{
    struct worker *worker = arg;
    int64_t started_ms = clock_monotonic_ms();
    struct visit visit = { .web = web,
                           .mem = web_mem(web),
                           .db = worker->db,
                           .now = clock_now(),
                           .program = worker->program };
    struct refusal refusal = { .visit = &visit };
    log_request(web_variable(web, "REQUEST_ID"));
    const char *reason;
    refusal.kind = fail_guard(show, &visit, &reason);
    if (refusal.kind != FAIL_NOT)
        snprintf(refusal.reason, sizeof(refusal.reason), "%s", reason);
    if (worker->db)
        db_forget(worker->db);
    if (refusal.kind != FAIL_NOT)
        answer_refusal(&refusal);
    log_visit(&visit, refusal.kind == FAIL_NOT ? NULL : refusal.reason, started_ms);
    log_request(NULL);
}

/* Ends the program, not the request: without its settings it can serve nobody. */
static const char *need_setting(const char *name)
{
    const char *value = config_text(name);
    if (!value)
        fail(FAIL_BROKEN, "NOPANIC_%s is not set", name);
    return value;
}

struct db *program_database(struct arena *mem, const char *role, int64_t timeout_ms)
{
    struct db *db = db_open(mem, need_setting("DATABASE_URL"), role, timeout_ms);
    db_need_version(db, HUB_SCHEMA_VERSION);
    return db;
}

static void start(void *arg)
{
    struct worker *worker = arg;
    const struct program *program = worker->program;
    worker->mem = arena_new(PROCESS_MEMORY);
    if (program->keys)
        secret_load();
    if (program->role) {
        worker->db = program_database(worker->mem, program->role,
                                      program->timeout_ms > 0 ? program->timeout_ms
                                                              : config_int("STATEMENT_TIMEOUT_MS"));
        db_by_index(worker->mem, worker->db);
    }
    if (program->start)
        program->start();
}

int program_main(const struct program *program)
{
    struct worker worker = { .program = program };
    struct arena *mem = arena_new(PROCESS_MEMORY);
    log_program(program->name);
    setenv("PGAPPNAME", text_format(mem, "nopanic %s", program->name), 1);
    const char *unknown = config_unknown();
    if (unknown)
        log_line(LOG_WARNING, "there is no such setting", "name", unknown, NULL);
    if (program->keys && config_text("SECRET_KEYS"))
        secret_load(); /* before there are children */
    const char *folder = config_text("SOCKETS");
    const struct web_server server = {
        .socket = folder ? text_format(mem, "%s/%s.sock", folder, program->name) : NULL,
        .workers = (int)config_int("WORKERS"),
        .requests_max = config_int("REQUESTS_MAX"),
        .memory_max = program->memory_max > 0 ? program->memory_max : REQUEST_MEMORY,
        .start = start,
        .serve = serve,
        .arg = &worker,
    };
    int status = web_run(&server);
    arena_free(mem);
    return status;
}
