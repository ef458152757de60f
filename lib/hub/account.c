#include "hub/account.h"

#include <ctype.h>

#include "base/fail.h"
#include "base/message.h"
#include "base/secret.h"
#include "hub/audit.h"
#include "hub/password.h"

enum { NAME_MAX_SIZE = 39, WHO_MAX_SIZE = 254 };

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

static const struct account *account_from(struct hub *hub, struct db_rows *rows)
{
    if (!db_next(rows))
        return NULL;
    struct account *a = ARENA_ONE(hub->mem, struct account);
    a->id = db_int(rows, "id");
    a->name = db_text(rows, "name");
    a->email = db_text(rows, "email");
    a->two_factor = db_bool(rows, "two_factor");
    a->confirmed = db_bool(rows, "confirmed");
    a->hash = db_text(rows, "password_hash");
    a->password_version = db_int(rows, "password_version");
    a->is_admin = db_bool(rows, "is_admin");
    a->disabled = db_bool(rows, "disabled");
    return a;
}

const struct account *account_find(struct hub *hub, const char *who)
{
    return account_from(hub, sql_account_find(hub->db, hub->mem, who));
}

const struct account *account_get(struct hub *hub, int64_t id)
{
    return account_from(hub, sql_account_get(hub->db, hub->mem, id));
}

const char *account_still(struct hub *hub, int64_t id, int64_t password_version)
{
    struct db_rows *rows = sql_account_still(hub->db, hub->mem, id, password_version);
    return db_next(rows) ? db_text(rows, "name") : NULL;
}

/* Failures are kept under a digest, so that a password typed as a name is stored nowhere. */
static struct bytes failure_key(struct hub *hub, const char *who)
{
    char *lower = text_copy(hub->mem, who);
    for (char *c = lower; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return secret_sha256(hub->mem, bytes_from(lower));
}

static void need_patience(struct hub *hub, struct bytes key, const char *address)
{
    struct db_rows *rows = sql_account_failures(hub->db, hub->mem, key, address, hub->now);
    if (db_next(rows) && (db_int(rows, "of_account") >= ACCOUNT_FAILURES_MAX ||
                          db_int(rows, "of_address") >= ACCOUNT_ADDRESS_FAILURES_MAX))
        fail(FAIL_TOO_MANY, "too many wrong passwords from this address; wait %d minutes",
             ACCOUNT_FAILURE_SPAN_S / 60);
}

const struct account *account_login(struct hub *hub, const char *who, const char *password,
                                    const char *address, const char **known)
{
    const struct account *account = strlen(who) <= WHO_MAX_SIZE && text_is_utf8(bytes_from(who))
                                        ? account_find(hub, who)
                                        : NULL;
    struct bytes key = failure_key(hub, account ? account->name : who);
    *known = account ? account->name : NULL;
    need_patience(hub, key, address);
    bool right = secret_password_check(account ? account->hash : NULL, password);
    if (!right || account->disabled) {
        sql_account_fail(hub->db, hub->mem, key, address, hub->now);
        return NULL;
    }
    sql_account_forgive(hub->db, hub->mem, key, address, account->id);
    if (secret_password_is_cheap(account->hash))
        sql_account_rehash(hub->db, hub->mem, account->id, secret_password_hash(hub->mem, password),
                           account->hash);
    return account;
}

const char *account_name_problem(struct arena *mem, const char *name)
{
    size_t size = strlen(name);
    if (size >= 1 && size <= NAME_MAX_SIZE && strspn(name, LETTERS DIGITS) >= 1 &&
        strspn(name, LETTERS DIGITS "._-") == size)
        return NULL;
    return text_format(mem,
                       "name must begin with a letter or digit, go on with letters, digits, "
                       "dot, underscore, hyphen, and have at most %d of them",
                       NAME_MAX_SIZE);
}

const char *account_email_problem(const char *email)
{
    return message_address_ok(email) ? NULL : "e-mail must be an address like name@example.org";
}

static void need(const char *problem)
{
    if (problem)
        fail(FAIL_REFUSED, "%s", problem);
}

const struct account *account_add(struct hub *hub, const char *name, const char *email,
                                  const char *password, bool is_admin)
{
    need(account_name_problem(hub->mem, name));
    need(account_email_problem(email));
    password_need(password, name);
    const char *hash = secret_password_hash(hub->mem, password);
    struct db_rows *rows = sql_account_add(hub->db, hub->mem, name, email, hash, is_admin);
    if (!db_next(rows))
        fail(FAIL_CONFLICT, "there is an account of this name or e-mail already");
    audit_add(hub, is_admin ? "account.add_admin" : "account.add", name, NULL);
    return account_get(hub, db_int(rows, "id"));
}

bool account_set_email(struct hub *hub, const struct account *account, const char *email)
{
    if (!db_next(sql_account_confirm_email(hub->db, hub->mem, account->id, email, hub->now)))
        return false;
    if (strcmp(email, account->email) != 0)
        audit_add(hub, "account.email", account->name, NULL);
    return true;
}

bool account_remove(struct hub *hub, const struct account *account, const char *address)
{
    account_lock(hub);
    if (!db_next(sql_account_remove(hub->db, hub->mem, account->id)))
        return false;
    audit_add(hub, "account.remove", account->name, address);
    return true;
}

void account_lock(struct hub *hub)
{
    sql_account_lock(hub->db, hub->mem);
}

int64_t account_set_password(struct hub *hub, const struct account *account, const char *password)
{
    password_need(password, account->name);
    const char *hash = secret_password_hash(hub->mem, password);
    struct db_rows *rows = sql_account_set_password(hub->db, hub->mem, account->id, hash);
    if (!db_next(rows))
        fail(FAIL_ABSENT, "there is no such account");
    audit_add(hub, "account.password", account->name, NULL);
    return db_int(rows, "password_version");
}

bool account_admin_exists(struct hub *hub)
{
    struct db_rows *rows = sql_account_admin_exists(hub->db, hub->mem);
    return db_next(rows) && db_bool(rows, "found");
}
