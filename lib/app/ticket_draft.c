#include "app/ticket_draft.h"

#include "base/clock.h"
#include "hub/site.h"
#include "hub/ticket_text.h"
#include "hub/tracker.h"

enum { MESSAGE_MAX = 4000, STACK_MAX = 8000, FRAMES_MAX = 30, FRAME_MAX = 600, PLACE_MAX = 800 };

char *ticket_draft_title(struct hub *hub, const struct crasher_report *report)
{
    const char *repo = strchr(report->repo, '/');
    return ticket_title(
        hub->mem,
        text_format(hub->mem, "%s: %s", repo ? repo + 1 : report->repo, report->crasher.title),
        TRACKER_TITLE_MAX);
}

static void add_fact(struct text *out, const char *name, const char *value)
{
    if (value && *value)
        text_add_format(out, "- %s: %s\n", name, value);
}

static const char *place_of(struct hub *hub, const struct crasher *c)
{
    struct arena *mem = hub->mem;
    const char *at = c->line > 0 ? text_format(mem, "%s:%" PRId64, c->file, c->line) : c->file;
    const char *file = c->file ? ticket_code(mem, ticket_title(mem, at, PLACE_MAX)) : NULL;
    const char *function = c->function ? ticket_code(mem, c->function) : NULL;
    if (file && function)
        return text_format(mem, "%s in %s", function, file);
    return file ? file : function;
}

static void add_facts(struct hub *hub, struct text *out, const struct crasher_report *r)
{
    struct arena *mem = hub->mem;
    const struct crasher *c = &r->crasher;
    const char *site = site_url(mem);
    add_fact(out, "Kind", ticket_words(mem, r->kind));
    add_fact(out, "Severity",
             text_format(mem, "%s (%s)", c->severity, ticket_words(mem, r->severity_reason)));
    add_fact(out, "Where", place_of(hub, c));
    add_fact(out, "Fuzz function",
             text_format(mem, "%s of %s", ticket_code(mem, c->target), ticket_code(mem, c->path)));
    const char *commit = r->first_commit ? ticket_code(mem, r->first_commit) : NULL;
    add_fact(out, "First seen",
             text_format(mem, "%s in [run %" PRId64 "](%s/run/%" PRId64 ")%s%s",
                         clock_utc(mem, c->first_seen), r->first_run, site, r->first_run,
                         commit ? ", at commit " : "", commit ? commit : ""));
    add_fact(out, "Seen",
             c->crashes == 1 ? "once" : text_format(mem, "%" PRId64 " times", c->crashes));
    add_fact(out, "Report, log and input",
             text_format(mem, "[%s/c/%" PRId64 "](%s/c/%" PRId64 ")", site, c->id, site, c->id));
}

static const char *stack_of(struct hub *hub, const struct frame *f)
{
    struct text stack = text_new(hub->mem, FRAMES_MAX * FRAME_MAX * 2);
    text_add(&stack, "");
    for (int i = 0; f && i < FRAMES_MAX; f = f->next, i++) {
        const char *function = f->function ? f->function : "?", *file = f->file ? f->file : "";
        text_add_format(&stack, "#%-2d %s  %s", i, ticket_title(hub->mem, function, FRAME_MAX / 4),
                        ticket_title(hub->mem, file, FRAME_MAX / 4));
        if (f->line > 0)
            text_add_format(&stack, ":%" PRId64, f->line);
        text_add(&stack, "\n");
    }
    return stack.at;
}

char *ticket_draft_text(struct hub *hub, const struct crasher_report *report)
{
    struct text out = text_new(hub->mem, 4 * TRACKER_TEXT_MAX);
    text_add_format(&out, "A fuzzer found this crash in %s.\n\n",
                    ticket_code(hub->mem, report->repo));
    add_facts(hub, &out, report);
    text_add_format(&out, "\n%s", ticket_block(hub->mem, report->message, MESSAGE_MAX));
    const char *stack = stack_of(hub, report->frames);
    if (*stack)
        text_add_format(&out, "\nStack:\n\n%s", ticket_block(hub->mem, stack, STACK_MAX));
    return text_clean(hub->mem, bytes_from(out.at), TRACKER_TEXT_MAX);
}
