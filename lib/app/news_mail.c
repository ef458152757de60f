#include "app/news_mail.h"

#include "app/doc.h"
#include "app/news_text.h"
#include "base/fail.h"
#include "hub/ticket_text.h"

enum { FRAME_MAX = 160, SOURCE_MAX = 200, COMMAND_MAX = 1000 }; /* characters */

static const char subject_mark[] = "Subject: ";

static void fill_line(struct doc *row, const struct news_line *line)
{
    static const char *const colours[NEWS_TONES] = { "RED", "GREEN", "AMBER" };
    doc_show(row, colours[line->tone]);
    doc_text(row, "word", line->word);
    doc_text(row, "title", line->title);
    doc_text(row, "place", line->place);
    doc_text(row, "facts", line->facts);
    doc_text(row, "severity", line->severity);
    doc_text(row, "repository", line->repo);
    doc_text(row, "url", line->url);
}

static void fill_frame(struct doc *row, const struct frame *f)
{
    struct arena *mem = row->mem;
    const char *at = f->file ? f->file : f->module ? f->module : "?";
    if (f->file && f->line > 0)
        at = text_format(mem, "%s:%" PRId64, at, f->line);
    doc_text(row, "function", ticket_title(mem, f->function ? f->function : "?", FRAME_MAX));
    doc_text(row, "at", ticket_title(mem, at, FRAME_MAX));
}

static void fill_detail(struct doc *doc, const struct news_detail *detail)
{
    if (detail->source)
        doc_text(doc, "source", ticket_title(doc->mem, detail->source, SOURCE_MAX));
    if (detail->command && strlen(detail->command) <= COMMAND_MAX)
        doc_text(doc, "command", detail->command);
    if (!detail->frames)
        return;
    struct doc_list *frames = doc_list(doc_part(doc, "stack"), "frame");
    int count = 0;
    for (const struct frame *f = detail->frames; f && count < NEWS_FRAMES; f = f->next, count++)
        fill_frame(doc_row(frames), f);
}

static struct view *fill(struct arena *mem, const struct news_text *text,
                         const struct news_detail *detail)
{
    struct doc *doc = doc_new(mem, 0, false);
    doc_text(doc, "subject", text->subject);
    doc_text(doc, "headline", text->headline);
    struct doc_list *lines = doc_list(doc, "line");
    for (const struct news_line *l = text->lines; l; l = l->next)
        fill_line(doc_row(lines), l);
    if (text->more > 0)
        doc_int(doc, "more", text->more);
    doc_text(doc, "more_url", text->more_url);
    doc_text(doc, "button_url", text->button_url);
    doc_text(doc, "button", text->button);
    if (detail)
        fill_detail(doc, detail);
    doc_text(doc, "why", text->why);
    doc_flag(doc, "mandatory", text->mandatory);
    doc_text(doc, "leave_url", text->leave_url);
    doc_text(doc, "settings_url", text->settings_url);
    return doc->view;
}

static const char *kind_of(const struct notification *n)
{
    if (n->test)
        return "test";
    return n->digest || !n->lines ? "digest" : n->lines->kind;
}

static void add_headers(struct message *message, const char *id, const struct notification *n)
{
    const struct message_header headers[] = {
        { "X-Nopanic-Notification", id },
        { "X-Nopanic-Kind", kind_of(n) },
        { n->repo ? "X-Nopanic-Repository" : NULL, n->repo },
    };
    memcpy(message->headers, headers, sizeof(headers));
}

struct message news_mail(struct arena *mem, const char *site, const char *host,
                         const struct notification *n, const struct news_detail *detail)
{
    const struct news_text *text = news_text_write(mem, site, n);
    struct view *view = fill(mem, text, detail);
    char *plain = view_render_text(mem, view, "mail-news.tpl"), *end = strchr(plain, '\n');
    if (strncmp(plain, subject_mark, strlen(subject_mark)) != 0 || !end)
        fail(FAIL_BROKEN, "mail-news.tpl does not begin with \"%s\"", subject_mark);
    *end = '\0';
    struct message message = {
        .to = n->to,
        .subject = plain + strlen(subject_mark),
        .text = end + 1,
        .html = view_render(mem, view, "mail-news-html.tpl"),
        .id = text_format(mem, "notification-%s@%s", text->id, host),
        .unsubscribe = text->leave_url,
        .at = n->made_at,
    };
    if (n->thread != 0)
        message.thread = text_format(mem, "crasher-%" PRId64 "@%s", n->thread, host);
    add_headers(&message, text->id, n);
    return message;
}
