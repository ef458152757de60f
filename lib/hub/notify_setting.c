#include "hub/notify_setting.h"

#include "base/fail.h"

const struct notify_setting *notify_setting_find(struct hub *hub)
{
    struct notify_setting *s = ARENA_ONE(hub->mem, struct notify_setting);
    struct db_rows *rows = sql_notify_setting_find(hub->db, hub->mem);
    if (!db_next(rows))
        fail(FAIL_BROKEN, "there is one row always");
    s->zone = db_text(rows, "zone");
    s->quiet_from = db_text(rows, "quiet_from");
    s->quiet_until = db_text(rows, "quiet_until");
    s->digest_at = db_text(rows, "digest_at");
    s->digest_day = db_int(rows, "digest_day");
    s->away_day = db_text(rows, "away_day");
    s->away_until = db_time(rows, "away_until");
    s->email = db_text(rows, "email");
    s->confirmed = db_bool(rows, "confirmed");
    return s;
}

/* "08:00": two digits of each. */
static bool is_time(const char *text)
{
    static const char shape[] = "00:00";
    if (strlen(text) != sizeof(shape) - 1)
        return false;
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == ':' ? text[i] != ':' : text[i] < '0' || text[i] > '9')
            return false;
    return strncmp(text, "24", 2) < 0 && text[3] < '6';
}

static void need_time(const char *field, const char *text)
{
    if (text && !is_time(text))
        fail(FAIL_REFUSED, "%s: a time is written like 08:00", field);
}

void notify_setting_set(struct hub *hub, const struct notify_setting *setting)
{
    need_time("quiet hours", setting->quiet_from);
    need_time("quiet hours", setting->quiet_until);
    need_time("digest", setting->digest_at);
    if (!setting->quiet_from != !setting->quiet_until)
        fail(FAIL_REFUSED, "quiet hours have a beginning and an end");
    if (setting->quiet_from && strcmp(setting->quiet_from, setting->quiet_until) == 0)
        fail(FAIL_REFUSED, "quiet hours begin and end at different times");
    if (setting->digest_day < 1 || setting->digest_day > 7)
        fail(FAIL_REFUSED, "the day of the digest is from 1, Monday, to 7, Sunday");
    struct db_rows *known = sql_notify_setting_zone(hub->db, hub->mem, setting->zone);
    if (!db_next(known))
        fail(FAIL_REFUSED, "the time zone is not known: it is like Europe/Berlin or UTC");
    (void)sql_notify_setting_set(hub->db, hub->mem, db_text(known, "name"), setting->quiet_from,
                                 setting->quiet_until, setting->digest_at, setting->digest_day,
                                 setting->away_day);
}
