// The C++ part of the project, all of it: base/view.h on top of Google ctemplate.
//
// An exception means that memory is out.  Nobody catches it: it ends the process, and the
// supervisor starts a fresh one.
#include <ctemplate/template.h>

#include <string>

extern "C" {
#include "base/fail.h"
#include "base/view.h"
}

using ctemplate::TemplateDictionary;

// A struct view is a TemplateDictionary seen from C; only this file knows.
static struct view *to_c(TemplateDictionary *d)
{
    return reinterpret_cast<struct view *>(d);
}

static TemplateDictionary *of(struct view *v)
{
    return reinterpret_cast<TemplateDictionary *>(v);
}

static const TemplateDictionary *of(const struct view *v)
{
    return reinterpret_cast<const TemplateDictionary *>(v);
}

static void delete_dictionary(void *d)
{
    delete static_cast<TemplateDictionary *>(d);
}

void view_folder(const char *path)
{
    ctemplate::Template::SetTemplateRootDirectory(path);
}

struct view *view_new(struct arena *mem)
{
    TemplateDictionary *d = new TemplateDictionary("page");
    arena_defer(mem, delete_dictionary, d);
    return to_c(d);
}

void view_set(struct view *v, const char *name, const char *value)
{
    of(v)->SetValue(name, value ? value : "");
}

void view_set_int(struct view *v, const char *name, int64_t value)
{
    of(v)->SetIntValue(name, value);
}

void view_set_global(struct view *v, const char *name, const char *value)
{
    of(v)->SetTemplateGlobalValue(name, value ? value : "");
}

void view_show(struct view *v, const char *section)
{
    of(v)->ShowSection(section);
}

struct view *view_add(struct view *v, const char *section)
{
    return to_c(of(v)->AddSectionDictionary(section));
}

struct view *view_include(struct view *v, const char *name, const char *file)
{
    TemplateDictionary *d = of(v)->AddIncludeDictionary(name);
    d->SetFilename(file);
    return to_c(d);
}

// The page belongs to the arena while it grows: longjmp from fail() or arena_alloc() would skip the
// destructor of a local string.
char *view_render(struct arena *mem, const struct view *v, const char *file)
{
    std::string *page = new std::string;
    arena_defer(
        mem, [](void *p) { delete static_cast<std::string *>(p); }, page);
    if (!ctemplate::ExpandTemplate(file, ctemplate::STRIP_BLANK_LINES, of(v), page))
        fail(FAIL_BROKEN, "template %s is missing or does not parse", file);
    char *text = static_cast<char *>(arena_alloc(mem, page->size() + 1));
    memcpy(text, page->data(), page->size());
    return text;
}
