#include "app/wish_field.h"

#include "app/choice.h"
#include "base/form.h"

enum { WORD_MAX = 60, LIST_MAX = 300, PACKAGES_MAX = 21000 };

static const struct choice kinds[] = { { "new", "New crasher" },
                                       { "regressed", "Regression" },
                                       { "fixed", "Fixed" },
                                       { "ticket_failed", "Ticket failed" },
                                       { "run_failed", "Run failed" },
                                       { "run_missing", "No result for days" },
                                       { "source_broken", "Source broken" },
                                       { NULL, NULL } };
static const struct choice ways[] = {
    { "email", "E-mail" },           { "slack", "Slack channel" },
    { "slack_dm", "Slack, direct" }, { "teams", "Microsoft Teams" },
    { "discord", "Discord" },        { "mattermost", "Mattermost" },
    { "webhook", "Signed webhook" }, { NULL, NULL }
};
static const struct choice severities[] = { { "1", "Critical alone" },
                                            { "2", "High and worse" },
                                            { "3", "Medium and worse" },
                                            { "4", "All" },
                                            { NULL, NULL } };
static const struct choice paces[] = {
    { "now", "At once" }, { "daily", "Daily digest" }, { "weekly", "Weekly digest" }, { NULL, NULL }
};

/* The values of a field that may be there several times, with commas between. */
static const char *values_of(struct page *page, const char *field)
{
    struct text list = text_new(page->hub.mem, LIST_MAX);
    text_add(&list, "");
    for (const struct form_part *p = web_form_all(page->web); p; p = p->next)
        if (strcmp(p->name, field) == 0 && p->value.size > 0)
            text_add_format(&list, "%s%s", list.size > 0 ? "," : "", p->value.at);
    return list.at;
}

struct subscription_wish wish_field_read(struct page *page)
{
    struct subscription_wish wish = { .kinds = values_of(page, "kind"),
                                      .ways = values_of(page, "way"),
                                      .severity = page_need_int(page, "severity"),
                                      .pace = page_need(page, "pace", WORD_MAX),
                                      .packages = "" };
    const char *packages = web_form(page->web, "packages");
    if (packages && packages[strspn(packages, " \t\r\n")])
        wish.packages = text_clean(
            page->hub.mem, bytes_from(page_need(page, "packages", PACKAGES_MAX)), PACKAGES_MAX);
    return wish;
}

struct subscription_wish wish_field_typed(struct page *page, const struct subscription_wish *other)
{
    struct arena *mem = page->hub.mem;
    struct subscription_wish wish = { values_of(page, "kind"), other->severity, other->packages,
                                      other->pace, values_of(page, "way") };
    const char *severity = web_form(page->web, "severity"), *pace = web_form(page->web, "pace");
    const char *packages = web_form(page->web, "packages");
    int64_t number;
    if (severity && text_to_int(severity, &number))
        wish.severity = number;
    if (pace)
        wish.pace = text_clean(mem, bytes_from(pace), WORD_MAX);
    if (packages)
        wish.packages = text_clean(mem, bytes_from(packages), PACKAGES_MAX);
    return wish;
}

static const char *on_one_line(struct arena *mem, const char *lines)
{
    struct text line = text_new(mem, SIZE_MAX);
    text_add(&line, "");
    while (*lines) {
        size_t size = strcspn(lines, "\n");
        text_add_format(&line, "%s%.*s", line.size > 0 ? ", " : "", (int)size, lines);
        lines += size + (lines[size] == '\n');
    }
    return line.at;
}

void wish_field_fill(struct doc *doc, const struct subscription_wish *wish)
{
    const char *severity = text_int(doc->mem, wish->severity);
    doc_text(doc, "kinds", wish->kinds);
    doc_text(doc, "ways", wish->ways);
    doc_int(doc, "lowest_severity", wish->severity);
    doc_text(doc, "packages", *wish->packages ? wish->packages : NULL);
    doc_text(doc, "pace", wish->pace);
    doc_show_text(doc, "PACKAGES_WORDS", on_one_line(doc->mem, wish->packages));
    doc_show_text(doc, "KINDS_WORDS", choice_words(doc->mem, kinds, wish->kinds));
    doc_show_text(doc, "WAYS_WORDS", choice_words(doc->mem, ways, wish->ways));
    doc_show_text(doc, "PACE_WORD", choice_word(paces, wish->pace));
    doc_show_text(doc, "SEVERITY_WORD", choice_word(severities, severity));
    doc_show_flag(doc, "EVERY_SEVERITY", wish->severity == 4);
    choice_fill(doc, "kind_choices", kinds, wish->kinds);
    choice_fill(doc, "way_choices", ways, wish->ways);
    choice_fill(doc, "severity_choices", severities, severity);
    choice_fill(doc, "pace_choices", paces, wish->pace);
}

const char *wish_field_way(const char *way)
{
    return choice_word(ways, way);
}
