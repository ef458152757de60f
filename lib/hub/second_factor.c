#include "hub/second_factor.h"

#include <ctype.h>

#include "base/fail.h"
#include "base/seal.h"
#include "base/secret.h"
#include "base/totp.h"
#include "hub/audit.h"

enum { CODE_SIZE = 16, CODE_GROUP = 4, TYPED_MAX = 64 };

static struct seal_place place_of(struct hub *hub, const struct account *account)
{
    return (struct seal_place){ "account", "totp_sealed", text_int(hub->mem, account->id) };
}

void second_factor_draft(struct hub *hub, const struct account *account)
{
    struct bytes secret = secret_random(hub->mem, TOTP_SECRET_SIZE);
    sql_second_factor_draft(hub->db, hub->mem, account->id,
                            seal_close(hub->mem, place_of(hub, account), secret));
}

/* The secret, drafted or in use, and the last step that was used. */
static struct bytes secret_of(struct hub *hub, const struct account *account, int64_t *step)
{
    struct bytes secret = { NULL, 0 };
    struct db_rows *rows = sql_second_factor_secret(hub->db, hub->mem, account->id);
    if (!db_next(rows) || db_null(rows, "totp_sealed"))
        return secret;
    if (!seal_open(hub->mem, place_of(hub, account), db_bytes(rows, "totp_sealed"), &secret))
        fail(FAIL_BROKEN, "the second factor of account %" PRId64 " does not open", account->id);
    *step = db_int(rows, "totp_step");
    return secret;
}

struct bytes second_factor_drafted(struct hub *hub, const struct account *account)
{
    int64_t step;
    return account->two_factor ? (struct bytes){ NULL, 0 } : secret_of(hub, account, &step);
}

/* Of many who type the same code one gets here first. */
static bool take_step(struct hub *hub, const struct account *account, const char *typed)
{
    int64_t after = 0;
    struct bytes secret = secret_of(hub, account, &after);
    int64_t step = secret.at ? totp_match(hub->mem, secret, typed, hub->now, after) : 0;
    return step > 0 && db_next(sql_second_factor_step(hub->db, hub->mem, account->id, step));
}

bool second_factor_begin(struct hub *hub, const struct account *account, const char *typed)
{
    if (account->two_factor || !take_step(hub, account, typed))
        return false;
    sql_second_factor_begin(hub->db, hub->mem, account->id, hub->now);
    audit_add(hub, "account.two_factor_on", account->name, NULL);
    return true;
}

void second_factor_end(struct hub *hub, const struct account *account, const char *address)
{
    sql_second_factor_end(hub->db, hub->mem, account->id);
    if (account->two_factor)
        audit_add(hub, "account.two_factor_off", account->name, address);
}

/* Upper case; hyphens and blanks do not count. */
static struct bytes digest_of(struct hub *hub, const char *code)
{
    struct text typed = text_new(hub->mem, TYPED_MAX);
    for (; *code && typed.size < TYPED_MAX - 1; code++) {
        char c = (char)toupper((unsigned char)*code);
        if (c != '-' && !isspace((unsigned char)c))
            text_add_bytes(&typed, (struct bytes){ &c, 1 });
    }
    return secret_sha256(hub->mem, (struct bytes){ typed.at, typed.size });
}

bool second_factor_check(struct hub *hub, const struct account *account, const char *typed,
                         bool *recovered)
{
    /* Counted apart from passwords: whoever comes here knows the password. */
    const char *apart = text_format(hub->mem, "second factor of %" PRId64, account->id);
    struct bytes key = secret_sha256(hub->mem, bytes_from(apart));
    struct db_rows *rows = sql_account_failures(hub->db, hub->mem, key, apart, hub->now);
    if (db_next(rows) && db_int(rows, "of_account") >= SECOND_FACTOR_FAILURES_MAX)
        fail(FAIL_TOO_MANY, "too many wrong codes; wait %d minutes", ACCOUNT_FAILURE_SPAN_S / 60);
    *recovered = false;
    if (take_step(hub, account, typed))
        return true;
    *recovered =
        db_next(sql_second_factor_recover(hub->db, hub->mem, account->id, digest_of(hub, typed)));
    if (*recovered)
        audit_add(hub, "account.recovery_code", account->name, NULL);
    else
        sql_account_fail(hub->db, hub->mem, key, apart, hub->now);
    return *recovered;
}

static const char *make_code(struct hub *hub)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    struct bytes random = secret_random(hub->mem, CODE_SIZE);
    struct text code = text_new(hub->mem, TYPED_MAX);
    for (size_t i = 0; i < CODE_SIZE; i++) {
        if (i > 0 && i % CODE_GROUP == 0)
            text_add(&code, "-");
        text_add_bytes(&code, (struct bytes){ &alphabet[(unsigned char)random.at[i] & 31], 1 });
    }
    return code.at;
}

const struct second_factor_code *second_factor_recovery(struct hub *hub,
                                                        const struct account *account)
{
    struct second_factor_code *first = NULL, **end = &first;
    sql_second_factor_forget_codes(hub->db, hub->mem, account->id);
    for (int i = 0; i < SECOND_FACTOR_RECOVERY_CODES; i++, end = &(*end)->next) {
        *end = ARENA_ONE(hub->mem, struct second_factor_code);
        (*end)->code = make_code(hub);
        sql_second_factor_add_code(hub->db, hub->mem, account->id, digest_of(hub, (*end)->code));
    }
    return first;
}

int64_t second_factor_left(struct hub *hub, const struct account *account)
{
    struct db_rows *rows = sql_second_factor_left(hub->db, hub->mem, account->id);
    return db_next(rows) ? db_int(rows, "codes") : 0;
}

bool second_factor_is_on(struct hub *hub)
{
    struct db_rows *rows = sql_second_factor_is_on(hub->db, hub->mem, hub->account);
    return db_next(rows) && db_bool(rows, "found");
}
