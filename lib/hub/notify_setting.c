#include "hub/notify_setting.h"

#include <stdlib.h>

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

static bool has_shape(const char *text, const char *shape)
{
    if (strlen(text) != strlen(shape))
        return false;
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i])
            return false;
    return true;
}

/* "08:00": two digits of each. */
static bool is_time(const char *text)
{
    return has_shape(text, "00:00") && strncmp(text, "24", 2) < 0 && text[3] < '6';
}

/* "2026-12-24": a day that the calendar has. */
static bool is_day(const char *text)
{
    static const char lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (!has_shape(text, "0000-00-00"))
        return false;
    int year = atoi(text), month = atoi(text + 5), day = atoi(text + 8);
    if (year < 1 || month < 1 || month > 12)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= lengths[month - 1] + (month == 2 && leap);
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
    if (setting->away_day && !is_day(setting->away_day))
        fail(FAIL_REFUSED, "away: a day is written like 2026-12-24");
    if (setting->digest_day < 1 || setting->digest_day > 7)
        fail(FAIL_REFUSED, "the day of the digest is from 1, Monday, to 7, Sunday");
    struct db_rows *known = sql_notify_setting_zone(hub->db, hub->mem, setting->zone);
    if (!db_next(known))
        fail(FAIL_REFUSED, "the time zone is not known: it is like Europe/Berlin or UTC");
    (void)sql_notify_setting_set(hub->db, hub->mem, db_text(known, "name"), setting->quiet_from,
                                 setting->quiet_until, setting->digest_at, setting->digest_day,
                                 setting->away_day);
}
