#include "app/lifecycle.h"

#include "app/fill.h"

static void add_step(struct doc_list *steps, const char *class, const char *word, int64_t at)
{
    struct doc *row = doc_row(steps);
    doc_show_text(row, "STEP_CLASS", class);
    doc_show_text(row, "STEP_WORD", word);
    doc_time(row, "step_at", at);
}

void lifecycle_fill(struct doc *doc, const struct crasher_report *report)
{
    static const struct {
        const char *state, *word, *next;
    } states[] = { { "triaged", "Triaged", "Fixed" },
                   { "fixed", "Fixed", "Fix confirmed" },
                   { "regressed", "Regressed", "Fixed" },
                   { "wontfix", "Won't fix", NULL } };
    if (doc->json)
        return;
    struct doc_list *steps = doc_list(doc, "steps");
    const char *state = report->crasher.state;
    if (strcmp(state, "open") == 0) {
        add_step(steps, "now", "Open", report->crasher.first_seen);
        add_step(steps, "todo", "Triaged", 0);
        add_step(steps, "todo", "Fixed", 0);
        return;
    }
    add_step(steps, "", "Opened", report->crasher.first_seen);
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        if (strcmp(states[i].state, state) != 0)
            continue;
        bool confirmed = i == 1 && report->fix_confirmed_at != 0;
        add_step(steps, i == 1 ? "good" : "now", states[i].word, report->state_at);
        if (states[i].next)
            add_step(steps, confirmed ? "good" : "todo", states[i].next, report->fix_confirmed_at);
    }
}

/* What an event means on the page of its crasher; the template appends run, commit and account. */
static const char *words_of(const struct event *e)
{
    static const char *const states[][2] = { { "open", "Opened again" },
                                             { "triaged", "Triaged" },
                                             { "wontfix", "Closed: won't fix" } };
    static const char *const words[][2] = {
        { "new", "First seen" },
        { "regressed", "Seen again after the fix: regressed" },
        { "fixed", "Fixed" },
        { "confirmed", "Fix confirmed: its input was run again and passed" },
        { "strong", "Told apart by its stack, which was not known before" },
        { "merged", "Merged into this one was" },
        { "duplicate", "Turned out to be the same as" },
        { "rebucketed", "Sorted anew: told apart by other frames than before" },
        { "split", "Sorted anew: not all crashes were of the same bug, see also" },
        { "unreproduced", "Its input was run again and did not crash" },
        { "assigned", "Assigned to nobody" },
        { "muted", "Muted" },
        { "unmerged", "Taken apart again: no more the same as" },
        { "unmuted", "Heard again" },
        { "undone", "Taken back" },
    };
    static const char *const tickets[][2] = {
        { "opened", "Ticket opened:" }, { "found", "Ticket found, and linked:" },
        { "linked", "Ticket linked:" }, { "unlinked", "Ticket unlinked:" },
        { "closed", "Ticket closed:" }, { "reopened", "Ticket open again:" }
    };
    for (size_t i = 0; strcmp(e->kind, "ticket") == 0 && e->becomes && i < COUNT_OF(tickets); i++)
        if (strcmp(tickets[i][0], e->becomes) == 0)
            return tickets[i][1];
    bool state = strcmp(e->kind, "state") == 0 && e->becomes;
    for (size_t i = 0; state && i < COUNT_OF(states); i++)
        if (strcmp(states[i][0], e->becomes) == 0)
            return states[i][1];
    if (strcmp(e->kind, "fixed") == 0 && e->run != 0)
        return "Fixed: its input was run again and passed";
    if (strcmp(e->kind, "assigned") == 0 && e->who)
        return "Assigned to";
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i][0], e->kind) == 0)
            return words[i][1];
    return e->kind;
}

static void fill_in_commit(struct doc *row, const char *commit)
{
    doc_text(row, "in_commit", commit);
    if (commit && row->view)
        doc_show_text(row, "IN_COMMIT_SHORT", text_format(row->mem, "%.7s", commit));
}

void lifecycle_event(struct doc *row, const struct event *e)
{
    doc_text(row, "kind", e->kind);
    doc_show_text(row, "SAYS", words_of(e));
    doc_id(row, "other", e->other);
    doc_id(row, "in_run", e->run);
    doc_text(row, "account", e->account);
    fill_in_commit(row, e->commit);
    doc_text(row, "who", e->who);
    doc_text(row, "until", e->until);
    doc_id(row, "more", e->more);
    doc_show_flag(row, "UNTIL_AND_MORE", e->until && e->more != 0);
    doc_text(row, "becomes", e->becomes);
    doc_text(row, "reason", e->reason);
    doc_time(row, "event_at", e->at);
}
