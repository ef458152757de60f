/* doctor: what an operator should know, a line each, with what to do about it. */
#include <stdio.h>
#include <stdlib.h>

#include "app/command.h"
#include "base/config.h"
#include "base/fail.h"
#include "base/process.h"
#include "base/secret.h"
#include "hub/health.h"
#include "hub/name.h"

enum { QUERY_MS = 10000, QUERY_SIZE = 4096, DATABASE_MS = 10000 };

/* The lowest versions that carry the fixes of known holes. */
static const struct {
    const char *package, *least;
} versions[] = {
    { "libfcgi0ldbl", "2.4.2-2+deb12u1" },
    { "libjwt0", "1.10.2-1+deb12u1" },
    { "libgit2-1.5", "1.5.1+ds-1+deb12u2" },
    { "nginx-common", "1.22.1-9+deb12u11" },
};

static void say(struct command_call *call, bool good, const char *what, const char *says)
{
    printf("%s  %-20s %s\n", good ? "ok " : "BAD", what, says);
    if (!good)
        call->status = EXIT_FAILURE;
}

static int run(struct arena *mem, const char *const arguments[], struct bytes *output)
{
    const struct process process = { .arguments = arguments,
                                     .timeout_ms = QUERY_MS,
                                     .output_max = QUERY_SIZE };
    return process_run(mem, &process, output);
}

static const char *installed(struct arena *mem, const char *package)
{
    struct bytes version;
    const char *const ask[] = { "dpkg-query", "-W", "-f", "${Version}", package, NULL };
    if (run(mem, ask, &version) != 0 || version.size == 0)
        return NULL;
    return text_clean(mem, version, QUERY_SIZE);
}

static void check_versions(struct command_call *call)
{
    struct arena *mem = call->hub.mem;
    for (size_t i = 0; i < COUNT_OF(versions); i++) {
        const char *have = installed(mem, versions[i].package);
        if (!have)
            continue; /* not a Debian, or not used */
        const char *const compare[] = { "dpkg", "--compare-versions", have,
                                        "ge",   versions[i].least,    NULL };
        bool good = run(mem, compare, NULL) == 0;
        say(call, good, versions[i].package,
            good ? have
                 : text_format(mem, "%s has known holes; upgrade to %s or newer", have,
                               versions[i].least));
    }
}

static void check_settings(struct command_call *call)
{
    struct arena *mem = call->hub.mem;
    const char *url = config_text("URL"), *unknown = config_unknown();
    bool good = !url || name_is_link(url);
    say(call, good, "NOPANIC_URL",
        !url   ? "not set: links name the host of each request"
        : good ? url
               : text_format(mem, "%s: must begin with https:// or http://", url));
    if (unknown)
        say(call, false, unknown, "there is no such setting; README.md lists all");
}

static void open_keys(void *arg)
{
    (void)arg;
    secret_load();
}

static void check_keys(struct command_call *call)
{
    const char *why;
    bool good = fail_guard(open_keys, NULL, &why) == FAIL_NOT;
    say(call, good, "key file",
        good ? text_format(call->hub.mem, "%s, current key %s",
                           secret_in_environment() ? "NOPANIC_SECRET_KEYS" : config_text("KEYS"),
                           secret_current_kid())
             : why);
}

static void ask_database(void *arg)
{
    struct command_call *call = arg;
    command_open_any(call, DATABASE_MS);
    for (const struct health_check *c = health_list(&call->hub); c; c = c->next)
        say(call, c->good, c->name, c->says);
}

void command_doctor(struct command_call *call)
{
    const char *why;
    command_no_more(call);
    check_settings(call);
    check_keys(call);
    check_versions(call);
    if (fail_guard(ask_database, call, &why) != FAIL_NOT)
        say(call, false, "database", why);
}
