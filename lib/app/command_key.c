/* key: what signs and seals, replaced without cutting what is in force. */
#include <stdio.h>
#include <stdlib.h>

#include "app/command.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/fail.h"
#include "base/key_file.h"
#include "base/secret.h"
#include "hub/audit.h"
#include "hub/reseal.h"
#include "hub/token_grant.h"

/* The path of the key file, to be changed. */
static const char *open_file(void)
{
    secret_load();
    if (secret_in_environment())
        fail(FAIL_REFUSED,
             "the keys stand in NOPANIC_SECRET_KEYS: change them there, a new one first");
    return config_text("KEYS");
}

static bool is_known(const char *kid)
{
    for (size_t i = 0; secret_kid(i); i++)
        if (strcmp(secret_kid(i), kid) == 0)
            return true;
    return false;
}

void command_key_list(struct command_call *call)
{
    command_no_more(call);
    secret_load();
    command_open(call);
    for (size_t i = 0; secret_kid(i); i++)
        printf("%-32s %-8s %6" PRId64 " tokens in force %6" PRId64 " secrets\n", secret_kid(i),
               i == 0 ? "current" : "", token_grant_count_kid(&call->hub, secret_kid(i)),
               reseal_count_kid(&call->hub, secret_kid(i)));
}

void command_key_add(struct command_call *call)
{
    struct arena *mem = call->hub.mem;
    command_no_more(call);
    const char *path = open_file();
    command_open(call);
    const char *kid = text_format(mem, "k%.6s", text_hex(mem, secret_random(mem, 3)));
    if (is_known(kid) || secret_kid(SECRET_KEYS_MAX - 1))
        fail(FAIL_REFUSED, "the key file holds %d keys already; nopanic key remove one",
             SECRET_KEYS_MAX);
    key_file_add(mem, path, kid);
    audit_add(&call->hub, "key.add", kid, NULL);
    printf("%s\n", kid);
    fprintf(stderr,
            "It is used after the next start of the programs: make up. Then: nopanic reseal\n");
}

void command_key_remove(struct command_call *call)
{
    bool force = command_flag(call, "--force");
    const char *kid = command_need(call, "ID"), *path = open_file();
    command_no_more(call);
    command_open(call);
    if (!is_known(kid))
        fail(FAIL_ABSENT, "there is no key %s; nopanic key list shows them", kid);
    if (strcmp(kid, secret_current_kid()) == 0)
        fail(FAIL_REFUSED, "%s is the current key; nopanic key add makes another", kid);
    int64_t tokens = token_grant_count_kid(&call->hub, kid);
    int64_t secrets = reseal_count_kid(&call->hub, kid);
    if (secrets > 0)
        fail(FAIL_REFUSED, "%s seals %" PRId64 " secrets; nopanic reseal first", kid, secrets);
    if (tokens > 0 && !force)
        fail(FAIL_REFUSED, "%s signed %" PRId64 " tokens that are in force; --force ends them", kid,
             tokens);
    key_file_remove(call->hub.mem, path, kid);
    audit_add(&call->hub, "key.remove", kid, NULL);
    fprintf(stderr, "It is forgotten after the next start of the programs: make up.\n");
}
