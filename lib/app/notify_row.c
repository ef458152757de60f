#include "app/notify_row.h"

#include "app/channel_test.h"
#include "app/choice.h"
#include "app/wish_field.h"
#include "base/text.h"

static const struct choice days[] = { { "1", "Monday" },   { "2", "Tuesday" }, { "3", "Wednesday" },
                                      { "4", "Thursday" }, { "5", "Friday" },  { "6", "Saturday" },
                                      { "7", "Sunday" },   { NULL, NULL } };

const char *notify_row_where(struct arena *mem, const struct channel *channel)
{
    const char *name = *channel->name ? channel->name : channel->address;
    const char *kind = wish_field_way(channel->kind);
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
    doc_show_text(row, "CHANNEL_WORD", wish_field_way(channel->kind));
    doc_show_flag(row, "OWN_MAIL", own);
}

void notify_row_subscription(struct doc *row, const struct subscription *s)
{
    doc_id(row, "id", s->id);
    doc_text(row, "repository", s->repo);
    doc_text(row, "pattern", s->pattern);
    doc_id(row, "crasher_id", s->crasher);
    doc_text(row, "title", s->title);
    wish_field_fill(row, &s->wish);
    doc_flag(row, "rule", s->rule);
    doc_flag(row, "mandatory", s->mandatory);
    doc_flag(row, "left", s->left);
    doc_text(row, "made_by", s->made_by);
    doc_text(row, "group", s->group);
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
    doc_show_text(row, "TOLD_WORD", wish_field_way(told->way));
    doc_show_flag(row, "ONE_EVENT", told->events == 1);
    doc_show_flag(row, "TOLD_SENT", strcmp(told->state, "sent") == 0);
    doc_show_flag(row, "TOLD_DEAD", strcmp(told->state, "dead") == 0);
}

void notify_row_days(struct doc *doc, int64_t chosen)
{
    choice_fill(doc, "days", days, text_int(doc->mem, chosen));
}
