#include "app/news_text.h"

#include "app/fill.h"
#include "app/visible.h"
#include "hub/ticket_text.h"

/* How an event of a kind is called: before its title, above one, and above several. */
struct kind {
    const char *name, *word, *one, *many;
    enum news_tone tone;
};

static const struct kind kinds[] = {
    { "new", "New", "New crasher", "new crashers", NEWS_RED },
    { "regressed", "Regressed", "Regressed crasher", "regressed crashers", NEWS_RED },
    { "fixed", "Fixed", "Fixed crasher", "fixed crashers", NEWS_GREEN },
    { "ticket_failed", "Ticket failed", "Ticket not filed", "tickets not filed", NEWS_AMBER },
    { "run_failed", "Run failed", "Failed run", "failed runs", NEWS_AMBER },
    { "run_missing", "No result", "No result", "missing results", NEWS_AMBER },
    { "source_broken", "Source broken", "Broken source", "broken sources", NEWS_AMBER },
};

static const struct kind *kind_of(const char *name)
{
    static const struct kind other = { "", "Changed", "Change", "changes", NEWS_AMBER };
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return &other;
}

/* The kind of all lines, if that is one and all events are among them. */
static const struct kind *common_kind(const struct notification *n)
{
    const struct kind *kind = n->lines ? kind_of(n->lines->kind) : kind_of("");
    int64_t count = 0;
    for (const struct notification_line *l = n->lines; l; l = l->next, count++)
        if (kind_of(l->kind) != kind)
            return kind_of("");
    return count < n->total ? kind_of(n->kind ? n->kind : "") : kind;
}

/* Whatever it holds: one line, in which nothing hides. */
static const char *one_line(struct arena *mem, const char *text, size_t most)
{
    return ticket_title(mem, visible(mem, text), most);
}

static const char *title_of(struct arena *mem, const struct notification_line *l)
{
    const char *said = l->title ? l->title : l->reason;
    if (!said && l->run != 0)
        said = text_format(mem, "run %" PRId64 " gave no verdict", l->run);
    said = said ? said : "nothing more is known";
    bool where = l->title && l->function;
    return one_line(mem,
                    text_format(mem, "%s%s%s", said, where ? " in " : "",
                                where ? fill_short_function(l->function) : ""),
                    NEWS_TITLE_MAX);
}

static const char *place_of(struct arena *mem, const struct notification_line *l)
{
    if (!l->file)
        return NULL;
    const char *file = one_line(mem, l->file, NEWS_TITLE_MAX);
    return l->line > 0 ? text_format(mem, "%s:%" PRId64, file, l->line) : file;
}

static void add_fact(struct text *facts, const char *fact)
{
    if (fact && *fact)
        text_add_format(facts, "%s%s", facts->size > 0 ? " · " : "", fact);
}

static const char *facts_of(struct arena *mem, const struct notification_line *l)
{
    struct text facts = text_new(mem, SIZE_MAX);
    text_add(&facts, "");
    if (l->target && l->package)
        add_fact(&facts, text_format(mem, "%s of %s", l->target, l->package));
    else
        add_fact(&facts, l->target ? l->target : l->package);
    if (l->crashes > 1)
        add_fact(&facts, text_format(mem, "seen %" PRId64 " times", l->crashes));
    if (l->commit)
        add_fact(&facts, text_format(mem, "commit %.12s", l->commit));
    if (l->weak)
        add_fact(&facts, "without a stack: may be several bugs");
    add_fact(&facts, l->title ? l->reason : NULL);
    return facts.size > 0 ? one_line(mem, facts.at, NEWS_FACTS_MAX) : NULL;
}

static const char *url_of(struct arena *mem, const char *site, const struct notification_line *l)
{
    if (l->crasher != 0)
        return text_format(mem, "%s/c/%" PRId64, site, l->crasher);
    if (l->run != 0)
        return text_format(mem, "%s/run/%" PRId64, site, l->run);
    return l->repo ? text_format(mem, "%s/r/%s", site, fill_query(mem, l->repo)) : site;
}

static const struct news_line *lines_of(struct arena *mem, const char *site,
                                        const struct notification *n)
{
    struct news_line *first = NULL, **end = &first;
    for (const struct notification_line *l = n->lines; l; l = l->next, end = &(*end)->next) {
        *end = ARENA_ONE(mem, struct news_line);
        **end = (struct news_line){
            .tone = kind_of(l->kind)->tone,
            .word = kind_of(l->kind)->word,
            .title = title_of(mem, l),
            .place = place_of(mem, l),
            .facts = facts_of(mem, l),
            .severity = l->severity,
            .repo = n->repo ? NULL : l->repo,
            .url = url_of(mem, site, l),
        };
    }
    return first;
}

/* "1 new crasher" is never said of several. */
static const char *count_of(struct arena *mem, const struct notification *n)
{
    return text_format(mem, "%" PRId64 " %s", n->total, common_kind(n)->many);
}

/* In brackets first, what mails of one repository are sorted by. */
static const char *subject_of(struct arena *mem, const struct notification *n,
                              const struct news_line *first)
{
    const char *slash = n->repo ? strchr(n->repo, '/') : NULL;
    const char *about = slash ? slash + 1 : n->repo ? n->repo : "nopanic";
    if (n->total != 1 || !first)
        return text_format(mem, "[%s] %s", about, count_of(mem, n));
    char *word = text_copy(mem, first->word);
    *word = (char)(*word - 'A' + 'a');
    return text_format(mem, "[%s] %s: %s", about, word, first->title);
}

static const char *headline_of(struct arena *mem, const struct notification *n)
{
    const char *what = n->total == 1 ? common_kind(n)->one : count_of(mem, n);
    return text_format(mem, "%s in %s", what, n->repo ? n->repo : "your repositories");
}

static const char *why_of(struct arena *mem, const struct notification *n)
{
    const char *why = n->why ? one_line(mem, n->why, NEWS_TITLE_MAX) : "";
    if (n->muted == 0)
        return why;
    return text_format(mem, "%s; %" PRId64 " more of what is muted", why, n->muted);
}

/* Of a channel, instead of events. */
static void write_test(struct arena *mem, struct news_text *text, const char *site)
{
    struct news_line *line = ARENA_ONE(mem, struct news_line);
    *line = (struct news_line){ .tone = NEWS_GREEN,
                                .word = "Test",
                                .title = "What this hub has to tell arrives here",
                                .facts = text_format(mem, "Sent by %s", site),
                                .url = site };
    text->lines = line;
    text->subject = "[nopanic] test message";
    text->headline = "Test message of nopanic";
    text->more_url = text->button_url = site;
    text->button = "Open the hub";
}

static void write_events(struct arena *mem, struct news_text *text, const char *site,
                         const struct notification *n)
{
    text->lines = lines_of(mem, site, n);
    text->subject = subject_of(mem, n, text->lines);
    text->headline = headline_of(mem, n);
    text->more = n->total;
    for (const struct news_line *l = text->lines; l; l = l->next)
        text->more--;
    text->more_url = n->repo ? text_format(mem, "%s/r/%s/crashers", site, fill_query(mem, n->repo))
                             : text_format(mem, "%s/crashers", site);
    bool one = text->lines && !text->lines->next && text->more == 0;
    text->button = one ? "Open the report" : "Open the list";
    text->button_url = one ? text->lines->url : text->more_url;
}

const struct news_text *news_text_write(struct arena *mem, const char *site,
                                        const struct notification *n)
{
    struct news_text *text = ARENA_ONE(mem, struct news_text);
    text->id = text_format(mem, "%" PRId64 "-%" PRId64, n->id, n->made_at);
    if (n->test)
        write_test(mem, text, site);
    else
        write_events(mem, text, site, n);
    text->why = why_of(mem, n);
    text->mandatory = n->mandatory;
    if (n->leave)
        text->leave_url =
            text_format(mem, "%s/unsubscribe?key=%s", site, fill_query(mem, n->leave));
    if (n->account != 0)
        text->settings_url = text_format(mem, "%s/notify", site);
    return text;
}
