#include "hub/mail_request.h"

#include <ctype.h>

#include "base/fail.h"
#include "base/secret.h"

/* Kept under a digest: who has asked for what is nobody's business. */
static struct bytes digest_of(struct hub *hub, const char *email)
{
    char *lower = text_copy(hub->mem, email);
    for (char *c = lower; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return secret_sha256(hub->mem, bytes_from(lower));
}

void mail_request_begin(struct hub *hub)
{
    db_execute(hub->db, "SAVEPOINT mail_request");
}

void mail_request_end(struct hub *hub, bool stays)
{
    if (!stays)
        db_execute(hub->db, "ROLLBACK TO SAVEPOINT mail_request");
    db_execute(hub->db, "RELEASE SAVEPOINT mail_request");
}

bool mail_request_take(struct hub *hub, const char *purpose, const char *email, const char *address)
{
    int64_t machine_max =
        strcmp(purpose, "reset") == 0 ? MAIL_REQUEST_MACHINE_MAX : MAIL_REQUEST_SIGNUPS_MAX;
    struct bytes person = digest_of(hub, email);
    struct db_rows *rows =
        sql_mail_request_count(hub->db, hub->mem, purpose, person, address, hub->now);
    bool found = db_next(rows);
    if (found && db_int(rows, "of_machine") >= machine_max)
        fail(FAIL_TOO_MANY, "too many mails were asked for from this address; wait an hour");
    sql_mail_request_add(hub->db, hub->mem, purpose, person, address, hub->now);
    return found && db_int(rows, "of_person") < MAIL_REQUEST_PERSON_MAX;
}
