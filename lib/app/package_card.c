#include "app/package_card.h"

#include "app/fill.h"
#include "app/news.h"
#include "app/spark.h"
#include "hub/crasher.h"
#include "hub/target.h"

enum { CRASHERS_SHOWN = 5, /* of a package among others */ DAY_S = 86400 };

struct cards {
    struct doc_list *with, *without;
    const struct crasher *crashers; /* in the order of the packages' ids */
    const struct target *targets;
    int64_t since, stale_before, now;
    bool unsure; /* a package without crashers may have some */
};

static void fill_sign(struct doc *row, const char *sign, const char *words)
{
    doc_text(row, "status", words);
    doc_show_text(row, "SIGN", sign);
}

static void fill_function_status(struct doc *row, const struct target *t)
{
    if (t->crashers > 0)
        fill_sign(row, "bad",
                  text_format(row->mem, "%" PRId64 " %s", t->crashers,
                              t->crashers == 1 ? "crasher" : "crashers"));
    else if (t->failure)
        fill_sign(row, "warn", text_capital(row->mem, t->failure));
    else if (!t->state)
        fill_sign(row, "old", "No result yet");
    else if (strcmp(t->state, "ok") == 0)
        fill_sign(row, "ok", "No Panic");
    else
        fill_sign(row, "old", "Crasher closed");
}

static void fill_functions(struct doc *card, const struct target *t, int64_t package)
{
    struct doc_list *list = doc_list(card, "functions");
    for (; t; t = t->next) {
        if (t->package != package)
            continue;
        struct doc *row = doc_row(list);
        doc_text(row, "name", t->name);
        doc_text(row, "engine", t->engine);
        fill_function_status(row, t);
        doc_text(row, "reason", t->reason);
        doc_count(row, "executions", t->executions);
        doc_count(row, "per_second", t->executions_per_second);
        doc_count(row, "coverage", t->coverage);
    }
}

static void fill_package(struct doc *row, const struct package *p)
{
    doc_text(row, "path", p->path);
    doc_int(row, "function_count", p->targets);
    doc_int(row, "functions_crashed", p->targets_crashed);
    doc_int(row, "open_crashers", p->crashers);
    doc_count(row, "last_executions", p->executions);
    spark_fill(row, p->activity);
}

static void fill_card(struct cards *cards, const struct package *p)
{
    struct doc *card = doc_row(cards->with);
    fill_package(card, p);
    doc_show_flag(card, "ONE_OF_ALL", p->targets == 1);
    doc_show_flag(card, "CRASHES", p->targets_crashed > 0);
    doc_show_flag(card, "ONE_FUNCTION", p->targets_crashed == 1);
    struct doc_list *list = doc_list(card, "crashers");
    int64_t count = 0;
    for (const struct crasher *c = cards->crashers; c; c = c->next) {
        if (c->package != p->id)
            continue;
        fill_crasher(doc_row(list), c, cards->since);
        count++;
    }
    doc_show_flag(card, "MORE", p->crashers > count);
    fill_functions(card, cards->targets, p->id);
}

static void fill_line(struct cards *cards, const struct package *p)
{
    struct doc *row = doc_row(cards->without);
    fill_package(row, p);
    if (p->failed)
        fill_sign(row, "warn", text_format(row->mem, "Run failed: %s", p->failed));
    else if (p->newest_at == 0)
        fill_sign(row, "old", "No result yet");
    else if (p->newest_at < cards->stale_before)
        fill_sign(row, "old",
                  text_format(row->mem, "No result for %" PRId64 " days",
                              (cards->now - p->newest_at) / DAY_S));
    else {
        fill_sign(row, "ok", "No Panic");
        return;
    }
    cards->unsure = true;
}

/* Those with cards come first. */
static void read_packages(struct page *page, struct cards *cards, struct package *packages,
                          bool alone)
{
    int64_t ids[HUB_PAGE_ROWS];
    size_t carded = 0, count = 0;
    for (const struct package *p = packages; p && count < HUB_PAGE_ROWS; p = p->next) {
        ids[count++] = p->id;
        if (p->crashers > 0 || alone)
            carded++;
    }
    struct hub *hub = &page->hub;
    int most = alone ? HUB_PAGE_ROWS : CRASHERS_SHOWN;
    struct db_rows *crashers = carded > 0 ? crasher_ask_packages(hub, ids, carded, most) : NULL;
    hub_last(hub);
    struct db_rows *targets = target_ask_packages(hub, ids, count, carded);
    cards->crashers = crashers ? crasher_take(hub, crashers) : NULL;
    cards->targets = target_take_packages(hub, targets, packages);
}

void package_card_list(struct page *page, const struct repo *repo, struct package *packages,
                       bool alone)
{
    struct cards cards = {
        .with = doc_list(page->doc, "packages_with_crashers"),
        .without = doc_list(page->doc, "packages_without"),
        .since = news_since(page),
        .stale_before = page->hub.now - repo->stale_days * DAY_S,
        .now = page->hub.now,
    };
    read_packages(page, &cards, packages, alone);
    const struct package *p = packages;
    for (int count = 0; p && count < HUB_PAGE_ROWS; p = p->next, count++) {
        if (p->crashers > 0 || alone)
            fill_card(&cards, p);
        else
            fill_line(&cards, p);
    }
    doc_show_flag(page->doc, "ALL_CLEAN", repo->verdict == REPO_CLEAN && !cards.unsure);
}
