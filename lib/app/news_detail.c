#include "app/excerpt.h"
#include "app/news_mail.h"
#include "app/reproducer.h"

enum { INPUT_MAX = 4096 }; /* bytes, which tell what kind of input it is */

/* Where the application is, if it is anywhere: what died for it is above. */
static const struct frame *first_frame(const struct frame *frames)
{
    for (const struct frame *f = frames; f; f = f->next)
        if (f->in_app)
            return f;
    return frames;
}

/* The frames that are told, their files as the repository names them where that is known. */
static const struct frame *told_frames(struct arena *mem, const struct excerpts *excerpts,
                                       const struct frame *frames)
{
    struct frame *first = NULL, **end = &first;
    int count = 0;
    for (const struct frame *f = frames; f && count < NEWS_FRAMES; f = f->next, count++) {
        const char *path = excerpt_path(excerpts, f);
        struct frame *told = ARENA_ONE(mem, struct frame);
        *told = *f;
        told->file = path ? path : f->file;
        told->next = NULL;
        *end = told;
        end = &told->next;
    }
    return first;
}

static const char *place_of(struct arena *mem, const struct excerpts *excerpts,
                            const struct crasher *crasher)
{
    const struct frame where = { .file = crasher->file, .line = crasher->line, .in_app = true };
    const char *path = excerpt_path(excerpts, &where);
    return path ? text_format(mem, "%s:%" PRId64, path, crasher->line) : NULL;
}

static const char *command_of(struct hub *hub, const char *site,
                              const struct crasher_report *report)
{
    const struct target *targets = target_list_crasher(hub, &report->crasher);
    struct db_rows *rows = crash_input_ask(hub, report->crasher.id, 0, INPUT_MAX);
    const struct crash_input *input = crash_input_take(hub, rows, targets);
    return input ? reproducer_command(hub->mem, site, report, input) : NULL;
}

const struct news_detail *news_detail_find(struct hub *hub, const char *site, int64_t crasher)
{
    const struct crasher_report *report = crasher_find(hub, crasher);
    if (!report)
        return NULL;
    struct news_detail *detail = ARENA_ONE(hub->mem, struct news_detail);
    const struct frame *frames = first_frame(report->frames);
    struct db_rows *rows = excerpt_ask(hub, report);
    const struct excerpts *excerpts = excerpt_take(hub, rows, NULL);
    if (frames)
        detail->source = excerpt_line(hub->mem, excerpts, frames);
    detail->frames = told_frames(hub->mem, excerpts, frames);
    detail->place = place_of(hub->mem, excerpts, &report->crasher);
    detail->command = command_of(hub, site, report);
    return detail;
}
