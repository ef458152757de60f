#include "hub/setup.h"

#include <ctype.h>

#include "base/fail.h"
#include "base/secret.h"

enum { DAY_S = 86400, CHARACTERS = 26, GROUP = 5, TYPED_MAX = 64 };

/* Without I, L, O and U: what is read aloud or typed is not mistaken. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Letters of both cases count alike, hyphens and blanks not at all; I and L are 1, O is 0. */
static struct bytes digest_of(struct arena *mem, const char *code)
{
    struct text typed = text_new(mem, TYPED_MAX);
    for (; *code && typed.size < TYPED_MAX; code++) {
        char c = (char)toupper((unsigned char)*code);
        if (c == '-' || isspace((unsigned char)c))
            continue;
        c = c == 'I' || c == 'L' ? '1' : c == 'O' ? '0' : c;
        text_add_bytes(&typed, (struct bytes){ &c, 1 });
    }
    return secret_sha256(mem, (struct bytes){ typed.at, typed.size });
}

const char *setup_code(struct hub *hub)
{
    if (account_admin_exists(hub))
        return NULL;
    struct bytes random = secret_random(hub->mem, CHARACTERS);
    struct text code = text_new(hub->mem, TYPED_MAX);
    for (size_t i = 0; i < CHARACTERS; i++) {
        if (i > 0 && i % GROUP == 0)
            text_add(&code, "-");
        text_add_bytes(&code, (struct bytes){ &alphabet[(unsigned char)random.at[i] & 31], 1 });
    }
    sql_account_code_end(hub->db, hub->mem, "setup");
    sql_account_code_add(hub->db, hub->mem, digest_of(hub->mem, code.at), "setup",
                         hub->now + SETUP_DAYS * DAY_S);
    return code.at;
}

const struct account *setup_finish(struct hub *hub, const char *code, const char *name,
                                   const char *email, const char *password)
{
    sql_account_lock(hub->db, hub->mem);
    if (account_admin_exists(hub))
        fail(FAIL_ABSENT, "there is an administrator already");
    struct db_rows *rows =
        sql_account_code_use(hub->db, hub->mem, digest_of(hub->mem, code), "setup", hub->now);
    if (!db_next(rows))
        return NULL;
    const struct account *account = account_add(hub, name, email, password, true);
    sql_account_code_end(hub->db, hub->mem, "setup");
    return account;
}
