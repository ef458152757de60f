#include "app/source_page.h"

#include <ctype.h>

#include "app/fill.h"
#include "app/repo_page.h"
#include "hub/audit.h"
#include "hub/forge.h"
#include "hub/mirror.h"
#include "hub/setting.h"

enum { DO_MAX = 20, LOOKED_MAX = 500, SHOWN_MAX = 100 };

/* The forms as they are shown. */
struct forms {
    const char *rules;
    const char *forge, *web, *source, *compare; /* of the links */
    const char *error, *field;                  /* what is wrong; NULL: nothing */
    bool preview;
};

static const char *why_words(const char *why)
{
    static const struct {
        const char *why, *words;
    } all[] = { { "none", "no such file at that commit" },
                { "many", "several files may be meant" },
                { "dependency", "a dependency" },
                { "big", "larger than 1 MiB" },
                { "binary", "not text" },
                { "pointer", "kept by Git LFS" } };
    for (size_t i = 0; why && i < COUNT_OF(all); i++)
        if (strcmp(all[i].why, why) == 0)
            return all[i].words;
    return NULL;
}

static void fill_mirror(struct page *page, const struct repo *repo, const struct mirror *mirror)
{
    struct doc *part = doc_part(page->doc, "mirror");
    const char *own = setting_shown(&page->hub, repo->id, "git.url");
    const char *url = own ? own : mirror->url;
    doc_text(part, "url", url);
    doc_flag(part, "own", own != NULL);
    doc_flag(part, "busy", url && mirror->busy);
    doc_time(part, "fetched", mirror->fetched_at);
    doc_time(part, "tried", mirror->tried_at);
    doc_time(part, "due", mirror->due_at);
    doc_text(part, "failure", mirror->error);
    doc_id(part, "failures", mirror->failures);
    doc_count(part, "size", mirror->size);
}

/* A frame's path, and where it is by the rules in force and by those that are looked at. */
static bool fill_file(struct page *page, struct doc_list *list, const struct mirror_file *f,
                      const struct mapping *rules)
{
    static const char *const words[] = {
        [MAPPING_NONE] = "none", [MAPPING_MANY] = "many", [MAPPING_DEPENDENCY] = "dependency"
    };
    const char *after = f->path, *why = f->why;
    if (rules) {
        enum mapping_end end = mapping_find(page->hub.mem, rules, &f->files, f->file, &after);
        after = end == MAPPING_FOUND ? after : NULL;
        why = end == MAPPING_FOUND ? NULL : words[end];
    }
    bool same = after && f->path ? strcmp(after, f->path) == 0 : after == f->path;
    struct doc *row = doc_row(list);
    doc_text(row, "file", f->file);
    fill_commit(row, f->commit);
    doc_text(row, "before", f->path);
    doc_text(row, "after", after);
    doc_text(row, "reason", why_words(f->why));
    doc_show_text(row, "AFTER_REASON", why_words(why));
    doc_flag(row, "changes", rules && !same);
    return rules && !same;
}

static void fill_files(struct page *page, const struct repo *repo, const struct forms *forms)
{
    const char *why;
    const struct mapping *rules =
        forms->preview ? mapping_read(page->hub.mem, forms->rules, &why) : NULL;
    struct doc_list *list = doc_list(page->doc, "files");
    int64_t changed = 0, shown = 0;
    const struct mirror_file *f = mirror_files(&page->hub, repo->id, LOOKED_MAX);
    for (; f && shown < SHOWN_MAX; f = f->next, shown++)
        changed += fill_file(page, list, f, rules);
    doc_show_flag(page->doc, "PREVIEW", forms->preview);
    doc_show_int(page->doc, "CHANGED", changed);
    doc_show_flag(page->doc, "CHANGED_NONE", changed == 0);
}

static void fill_links(struct page *page, const struct forms *forms)
{
    struct doc_list *list = doc_list(page->doc, "forges");
    const struct forge *forge;
    for (size_t i = 0; (forge = forge_at(i)); i++) {
        struct doc *row = doc_row(list);
        doc_text(row, "forge", forge->name);
        doc_show_text(row, "FORGE_LABEL", forge->label);
        doc_show_flag(row, "CHOSEN", strcmp(forms->forge, forge->name) == 0);
    }
    doc_show_flag(page->doc, "FORGE_OTHER", strcmp(forms->forge, "other") == 0);
    doc_text(page->doc, "web", forms->web);
    doc_text(page->doc, "source_link", forms->source);
    doc_text(page->doc, "compare_link", forms->compare);
}

/* What is set, or what may be meant where nothing is. */
static void read_links(struct page *page, const struct repo *repo, const struct mirror *mirror,
                       struct forms *forms)
{
    struct arena *mem = page->hub.mem;
    const char *own = setting_shown(&page->hub, repo->id, "git.url"), *web = NULL;
    const char *url = own ? own : mirror->url;
    const struct forge *forge = NULL;
    forms->source = repo->source_link;
    forms->compare = repo->compare_link;
    if (repo->source_link)
        forge = forge_of_pattern(mem, repo->source_link, &web);
    else if (url)
        forge = forge_guess(mem, url, &web);
    forms->web = web;
    forms->forge = forge ? forge->name : repo->source_link ? "other" : "";
}

/* Section BAD_WEB for the field "web". */
static void show_bad(struct doc *doc, const char *field)
{
    char *section = text_format(doc->mem, "BAD_%s", field);
    for (char *c = section; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    doc_show(doc, section);
}

static void send_page(struct page *page, const struct repo *repo, const struct mirror *mirror,
                      const struct forms *forms)
{
    repo_page_head(page, repo, "SETTINGS_TAB");
    fill_mirror(page, repo, mirror);
    fill_files(page, repo, forms);
    fill_links(page, forms);
    doc_text(page->doc, "rules", forms->rules);
    doc_text(page->doc, "csrf", page_csrf(page));
    if (forms->error) {
        doc_show_text(doc_part(page->doc, "error"), "MESSAGE", forms->error);
        show_bad(page->doc, forms->field);
    }
    page_send_status(page, forms->error ? FAIL_REFUSED : 200, "detail-source.tpl",
                     text_format(page->hub.mem, "Source of %s", repo->name));
}

/* Shows the page again with what was posted, and what is wrong with it. */
static void refuse(struct page *page, const struct repo *repo, struct forms *forms,
                   const char *field, const char *error)
{
    const struct mirror mirror = mirror_find(&page->hub, repo->id);
    if (page->wants_json)
        fail(FAIL_REFUSED, "%s: %s", field, error);
    forms->error = error;
    forms->field = field;
    send_page(page, repo, &mirror, forms);
}

static void done(struct page *page, const struct repo *repo, const char *action, const char *notice)
{
    audit_add(&page->hub, action, repo->name, web_variable(page->web, "REMOTE_ADDR"));
    page_redirect(page, text_format(page->hub.mem, "/r/%s/source", repo->name), notice);
}

static void post_rules(struct page *page, const struct repo *repo, struct forms *forms, bool save)
{
    const char *text = web_form(page->web, "rules"), *why = NULL;
    forms->rules = text && text_is_utf8(bytes_from(text)) ? text : "";
    if (text != NULL && forms->rules != text)
        why = "they are not UTF-8 text";
    else
        (void)mapping_read(page->hub.mem, forms->rules, &why);
    if (why) {
        refuse(page, repo, forms, "rules", why);
    } else if (save) {
        mirror_set_rules(&page->hub, repo->id, forms->rules);
        done(page, repo, "repo.source_rules", "source-rules-saved");
    } else {
        const struct mirror mirror = mirror_find(&page->hub, repo->id);
        forms->preview = true;
        send_page(page, repo, &mirror, forms);
    }
}

static const char *posted(struct page *page, const char *field)
{
    const char *value = web_form(page->web, field);
    return value && *value ? value : NULL;
}

/* The patterns that a forge and an address make; *why and *field if they cannot be. */
static void make_links(struct page *page, struct forms *forms, const char **field, const char **why)
{
    const struct forge *forge = forge_find(forms->forge);
    *field = "forge";
    *why = NULL;
    if (forge) {
        size_t size = forms->web ? strlen(forms->web) : 0;
        while (size > 0 && forms->web[size - 1] == '/')
            size--;
        *field = "web";
        *why = size == 0 ? "it is where the repository is in a browser" : NULL;
        forms->source = text_format(page->hub.mem, "%.*s%s", (int)size, forms->web, forge->file);
        forms->compare =
            text_format(page->hub.mem, "%.*s%s", (int)size, forms->web, forge->compare);
    } else if (*forms->forge && strcmp(forms->forge, "other") != 0) {
        *why = "it is none of those that there are";
    } else if (!*forms->forge) {
        forms->source = forms->compare = NULL;
    }
    if (!*why && forms->source && (*why = forge_refuses(page->hub.mem, forms->source, false)))
        *field = forge ? "web" : "source_link";
    if (!*why && forms->compare && (*why = forge_refuses(page->hub.mem, forms->compare, true)))
        *field = forge ? "web" : "compare_link";
}

static void post_links(struct page *page, const struct repo *repo, struct forms *forms)
{
    const char *forge = web_form(page->web, "forge"), *field, *why;
    forms->forge = forge ? forge : "";
    forms->web = posted(page, "web");
    forms->source = posted(page, "source_link");
    forms->compare = posted(page, "compare_link");
    make_links(page, forms, &field, &why);
    if (why) {
        refuse(page, repo, forms, field, why);
        return;
    }
    repo_set_links(&page->hub, repo->id, forms->source, forms->compare);
    done(page, repo, "repo.source_links", "source-links-saved");
}

static void post(struct page *page, const struct repo *repo, struct forms *forms)
{
    const char *wanted = page_need(page, "do", DO_MAX);
    if (strcmp(wanted, "save") == 0 || strcmp(wanted, "preview") == 0) {
        post_rules(page, repo, forms, strcmp(wanted, "save") == 0);
    } else if (strcmp(wanted, "links") == 0) {
        post_links(page, repo, forms);
    } else if (strcmp(wanted, "fetch") == 0) {
        mirror_ask(&page->hub, repo->id);
        done(page, repo, "repo.mirror", "mirror-asked");
    } else {
        fail(FAIL_REFUSED, "do is one of fetch, preview, save, links");
    }
}

void source_page(struct page *page, const struct repo *repo)
{
    const struct mirror mirror = mirror_find(&page->hub, repo->id);
    struct forms forms = { .rules = mirror.rules };
    read_links(page, repo, &mirror, &forms);
    if (page->post)
        post(page, repo, &forms);
    else
        send_page(page, repo, &mirror, &forms);
}
