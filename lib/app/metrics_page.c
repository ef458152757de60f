#include "app/metrics_page.h"

#include "hub/health.h"
#include "hub/metrics.h"

enum { BYTES_MAX = 16 * 1024 * 1024 };

/* A metric has a line for each repository; those of one name are neighbours. */
static const struct series {
    const char *name, *help; /* help NULL: another of the same name */
    const char *label;       /* beside the repository; NULL: none */
    size_t at;               /* in struct metrics */
} all[] = {
    { "nopanic_open_crashers", "Open crashers.", "severity=\"critical\"",
      offsetof(struct metrics, critical) },
    { "nopanic_open_crashers", NULL, "severity=\"high\"", offsetof(struct metrics, high) },
    { "nopanic_open_crashers", NULL, "severity=\"medium\"", offsetof(struct metrics, medium) },
    { "nopanic_open_crashers", NULL, "severity=\"low\"", offsetof(struct metrics, low) },
    { "nopanic_packages", "Packages with fuzz functions.", NULL,
      offsetof(struct metrics, packages) },
    { "nopanic_packages_crashed", "Packages with open crashers.", NULL,
      offsetof(struct metrics, packages_crashed) },
    { "nopanic_fuzz_functions", "Fuzz functions.", NULL, offsetof(struct metrics, targets) },
    { "nopanic_last_run_timestamp_seconds", "When the last result came, 0 if none did.", NULL,
      offsetof(struct metrics, last_run_at) },
    { "nopanic_last_run_failed", "Whether the last run gave no verdict.", NULL,
      offsetof(struct metrics, failed) },
};

static void add_head(struct text *to, const char *name, const char *help)
{
    text_add_format(to, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

/* What stands between the quotes of a label. */
static void add_value(struct text *to, const char *value)
{
    for (; *value; value++) {
        if (*value == '\n')
            text_add(to, "\\n");
        else
            text_add_format(to, "%s%c", strchr("\\\"", *value) ? "\\" : "", *value);
    }
}

static void add_series(struct text *to, const struct series *series, const struct metrics *m)
{
    if (series->help)
        add_head(to, series->name, series->help);
    for (; m; m = m->next) {
        int64_t number = *(const int64_t *)(const void *)((const char *)m + series->at);
        text_add_format(to, "%s{repository=\"", series->name);
        add_value(to, m->repo);
        text_add_format(to, "\"%s%s} %" PRId64 "\n", series->label ? "," : "",
                        series->label ? series->label : "", number);
    }
}

static void add_notifications(struct text *to, const struct metrics_notifications *m)
{
    add_head(to, "nopanic_notifications", "Notifications that wait, or were given up.");
    for (; m; m = m->next)
        text_add_format(to, "nopanic_notifications{way=\"%s\",state=\"%s\"} %" PRId64 "\n", m->way,
                        m->state, m->number);
}

static void add_health(struct text *to, const struct health_check *checks)
{
    add_head(to, "nopanic_healthy", "Whether a check of /healthz is good.");
    for (; checks; checks = checks->next) {
        text_add(to, "nopanic_healthy{check=\"");
        add_value(to, checks->name);
        text_add_format(to, "\"} %d\n", checks->good);
    }
}

/* A proxy on this machine passes on what comes from elsewhere, and says so. */
static bool is_of_this_machine(struct page *page)
{
    const char *address = web_variable(page->web, "REMOTE_ADDR");
    return address && (strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0) &&
           !web_header(page->web, "X-Forwarded-For") && !web_header(page->web, "Forwarded");
}

void metrics_page(struct page *page)
{
    if (page->hub.account == 0 && page->hub.token == 0 && !is_of_this_machine(page))
        fail(FAIL_STRANGER, "metrics are for those who sign in, and for tokens that read");
    struct text text = text_new(page->hub.mem, BYTES_MAX);
    const struct metrics *metrics = metrics_list(&page->hub);
    for (size_t i = 0; i < COUNT_OF(all); i++)
        add_series(&text, &all[i], metrics);
    add_notifications(&text, metrics_notifications(&page->hub));
    add_health(&text, health_list(&page->hub));
    hub_leave(&page->hub);
    web_send(page->web, 200, "text/plain; version=0.0.4; charset=utf-8",
             (struct bytes){ text.at, text.size });
}
