#include "app/notify_row.h"

#include "app/channel_test.h"
#include "base/text.h"

/* A word of the database and how people read it. */
struct choice {
    const char *value, *word;
};

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
static const struct choice days[] = { { "1", "Monday" },   { "2", "Tuesday" }, { "3", "Wednesday" },
                                      { "4", "Thursday" }, { "5", "Friday" },  { "6", "Saturday" },
                                      { "7", "Sunday" },   { NULL, NULL } };

static const char *word_of(const struct choice *choices, const char *value)
{
    for (; choices->value; choices++)
        if (strcmp(choices->value, value) == 0)
            return choices->word;
    return value;
}

/* Whether a list of words with commas between holds one. */
static bool holds(const char *list, const char *word)
{
    for (const char *at = list; *at;) {
        size_t size = strcspn(at, ",");
        if (bytes_equal((struct bytes){ at, size }, bytes_from(word)))
            return true;
        at += size + (at[size] == ',');
    }
    return false;
}

/* All that there is, for a form, each with CHOSEN or CHOSEN_NOT. */
static void fill_choices(struct doc *doc, const char *name, const struct choice *choices,
                         const char *chosen)
{
    if (!doc->view)
        return;
    struct doc_list *list = doc_list(doc, name);
    for (; choices->value; choices++) {
        struct doc *row = doc_row(list);
        doc_show_text(row, "VALUE", choices->value);
        doc_show_text(row, "WORD", choices->word);
        doc_show_flag(row, "CHOSEN", holds(chosen, choices->value));
    }
}

/* How people read a list of words. */
static const char *words_of(struct arena *mem, const struct choice *choices, const char *words)
{
    struct text shown = text_new(mem, 1000);
    text_add(&shown, "");
    for (; choices->value; choices++)
        if (holds(words, choices->value))
            text_add_format(&shown, "%s%s", shown.size > 0 ? ", " : "", choices->word);
    return shown.at;
}

const char *notify_row_where(struct arena *mem, const struct channel *channel)
{
    const char *name = *channel->name ? channel->name : channel->address;
    const char *kind = word_of(ways, channel->kind);
    return name ? text_format(mem, "%s (%s)", name, kind) : kind;
}

void notify_row_channel(struct doc *row, const struct channel *channel)
{
    bool own = strcmp(channel->kind, "email") == 0;
    doc_id(row, "channel_id", channel->id);
    doc_text(row, "channel_kind", channel->kind);
    doc_text(row, "channel_name", channel->name);
    doc_text(row, "channel_member", channel->address);
    doc_time(row, "failing_since", channel->failing_since);
    channel_test_fill(row, channel);
    doc_show_text(row, "CHANNEL_WORD", word_of(ways, channel->kind));
    doc_show_flag(row, "OWN_MAIL", own);
}

void notify_row_subscription(struct doc *row, const struct subscription *s)
{
    const struct subscription_wish *wish = &s->wish;
    const char *severity = text_int(row->mem, wish->severity);
    doc_id(row, "id", s->id);
    doc_text(row, "repository", s->repo);
    doc_text(row, "pattern", s->pattern);
    doc_id(row, "crasher_id", s->crasher);
    doc_text(row, "title", s->title);
    doc_text(row, "kinds", wish->kinds);
    doc_text(row, "ways", wish->ways);
    doc_int(row, "lowest_severity", wish->severity);
    doc_text(row, "packages", *wish->packages ? wish->packages : NULL);
    doc_text(row, "pace", wish->pace);
    doc_flag(row, "rule", s->rule);
    doc_flag(row, "mandatory", s->mandatory);
    doc_flag(row, "left", s->left);
    doc_text(row, "made_by", s->made_by);
    doc_text(row, "group", s->group);
    doc_show_text(row, "KINDS_WORDS", words_of(row->mem, kinds, wish->kinds));
    doc_show_text(row, "WAYS_WORDS", words_of(row->mem, ways, wish->ways));
    doc_show_text(row, "PACE_WORD", word_of(paces, wish->pace));
    doc_show_text(row, "SEVERITY_WORD", word_of(severities, severity));
    doc_show_flag(row, "EVERY_SEVERITY", wish->severity == 4);
    fill_choices(row, "kind_choices", kinds, wish->kinds);
    fill_choices(row, "way_choices", ways, wish->ways);
    fill_choices(row, "severity_choices", severities, severity);
    fill_choices(row, "pace_choices", paces, wish->pace);
}

const char *notify_row_way(const char *way)
{
    return word_of(ways, way);
}

void notify_row_told(struct doc *row, const struct notification_told *told)
{
    doc_time(row, "told_at", told->at);
    doc_text(row, "told_way", told->way);
    doc_text(row, "told_state", told->state);
    doc_text(row, "told_repository", told->repo);
    doc_id(row, "told_crasher", told->crasher);
    doc_int(row, "told_events", told->events);
    doc_text(row, "answer", told->answer);
    doc_show_text(row, "TOLD_WORD", word_of(ways, told->way));
    doc_show_flag(row, "ONE_EVENT", told->events == 1);
    doc_show_flag(row, "TOLD_SENT", strcmp(told->state, "sent") == 0);
    doc_show_flag(row, "TOLD_DEAD", strcmp(told->state, "dead") == 0);
}

void notify_row_days(struct doc *doc, int64_t chosen)
{
    fill_choices(doc, "days", days, text_int(doc->mem, chosen));
}
