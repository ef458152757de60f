#include "hub/account_code.h"

#include <ctype.h>

#include "base/secret.h"

enum { CHARACTERS = 26, GROUP = 5, TYPED_MAX = 64 };

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

const char *account_code_make(struct hub *hub, const struct account_code *wanted)
{
    struct bytes random = secret_random(hub->mem, CHARACTERS);
    struct text code = text_new(hub->mem, TYPED_MAX);
    for (size_t i = 0; i < CHARACTERS; i++) {
        if (i > 0 && i % GROUP == 0)
            text_add(&code, "-");
        text_add_bytes(&code, (struct bytes){ &alphabet[(unsigned char)random.at[i] & 31], 1 });
    }
    sql_account_code_replace(hub->db, hub->mem, wanted->purpose, wanted->account, wanted->email);
    sql_account_code_add(hub->db, hub->mem, digest_of(hub->mem, code.at), wanted->purpose,
                         wanted->account, wanted->email, wanted->made_by,
                         hub->now + wanted->life_s);
    return code.at;
}

static const struct account_code *code_from(struct hub *hub, const char *purpose,
                                            struct db_rows *rows)
{
    if (!db_next(rows))
        return NULL;
    struct account_code *c = ARENA_ONE(hub->mem, struct account_code);
    c->purpose = purpose;
    c->account = db_int(rows, "account");
    c->email = db_text(rows, "email");
    c->made_by = db_int(rows, "made_by");
    return c;
}

const struct account_code *account_code_find(struct hub *hub, const char *purpose, const char *code)
{
    return code_from(
        hub, purpose,
        sql_account_code_find(hub->db, hub->mem, digest_of(hub->mem, code), purpose, hub->now));
}

const struct account_code *account_code_use(struct hub *hub, const char *purpose, const char *code)
{
    return code_from(
        hub, purpose,
        sql_account_code_use(hub->db, hub->mem, digest_of(hub->mem, code), purpose, hub->now));
}
