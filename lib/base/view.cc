// The C++ part of the project, all of it: base/view.h on top of Google ctemplate.
//
// An exception means that memory is out.  Nobody catches it: it ends the process, and the
// supervisor starts a fresh one.
#include <ctemplate/template.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unordered_map>
#include <unordered_set>

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

// The names in a template: what follows {{, a # or / at most between.
static void collect_names(const std::string &text, std::unordered_set<std::string> &names)
{
    for (size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at)) {
        at += 2;
        if (at < text.size() && text[at] == '#')
            at++;
        size_t end = at;
        while (end < text.size() && (isalnum((unsigned char)text[end]) || text[end] == '_'))
            end++;
        if (end > at)
            names.insert(text.substr(at, end - at));
    }
}

// Of the templates of the folder and of every name that C has asked for: read once in a process.
struct folder_names {
    std::string path;
    std::unordered_set<std::string> in_templates;
    std::unordered_map<std::string, struct view_name> asked_for;
    bool read = false;
};

static folder_names &names()
{
    static folder_names all;
    return all;
}

static void read_names(folder_names &all)
{
    all.read = true;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(all.path, error)) {
        if (entry.path().extension() != ".tpl")
            continue;
        std::ifstream file(entry.path());
        collect_names({ std::istreambuf_iterator<char>(file), {} }, all.in_templates);
    }
}

static const char *used(const folder_names &all, const std::string &name)
{
    auto found = all.in_templates.find(name);
    return found == all.in_templates.end() ? nullptr : found->c_str();
}

const struct view_name *view_name_find(const char *name)
{
    folder_names &all = names();
    if (!all.read)
        read_names(all);
    auto known = all.asked_for.find(name);
    if (known != all.asked_for.end())
        return &known->second;
    std::string loud(name);
    for (char &c : loud)
        c = (char)toupper((unsigned char)c);
    const struct view_name its = { used(all, loud),          used(all, loud + "_SET"),
                                   used(all, loud + "_NOT"), used(all, loud + "_AGO"),
                                   used(all, loud + "_UTC"), used(all, loud + "_DATE"),
                                   used(all, loud + "_ANY"), used(all, loud + "_NONE") };
    return &all.asked_for.emplace(name, its).first->second;
}

void view_folder(const char *path)
{
    ctemplate::Template::SetTemplateRootDirectory(path);
    names() = folder_names{};
    names().path = path;
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

void view_set_kept(struct view *v, const char *name, const char *value)
{
    of(v)->SetValueWithoutCopy(name, value);
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
