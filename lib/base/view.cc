// base/view.h on top of Google ctemplate, which reads and expands the templates.  What they are
// filled with is not its TemplateDictionary, which costs more than all the rest of a page: a view
// lies in the request's arena and answers ctemplate's questions itself.
//
// An exception means that memory is out.  Nobody catches it: it ends the process, and the
// supervisor starts a fresh one.
#include <ctemplate/template.h>

#include <cstring>
#include <new>
#include <string>

#include "base/view_own.h"

extern "C" {
#include "base/fail.h"
#include "base/text.h"
}

using ctemplate::TemplateDictionaryInterface;
using ctemplate::TemplateString;

namespace
{
struct value {
    struct value *older;
    view_key key;
    const char *text;
    size_t size;
};

// A section that is shown, or the place of an included template.  Without views of its own a
// section shows what it stands in.
struct section {
    struct section *older;
    view_key key;
    struct view *first, **end;
};
} // namespace

// Nothing here has a destructor to be run: all of it goes with the arena.
struct view final : TemplateDictionaryInterface {
    view(struct arena *its_mem, const struct view *its_outer) : mem(its_mem), outer(its_outer)
    {
    }

    TemplateString GetValue(const TemplateString &name) const override;
    bool IsHiddenSection(const TemplateString &name) const override;
    bool IsUnhiddenSection(const TemplateString &name) const override;
    bool IsHiddenTemplate(const TemplateString &name) const override;
    const char *GetIncludeTemplateName(const TemplateString &name, int number) const override;
    Iterator *CreateSectionIterator(const TemplateString &name) const override;
    Iterator *CreateTemplateIterator(const TemplateString &name) const override;
    void DumpToString(std::string *, int) const override
    {
    }

    class Turns;

    struct arena *mem;
    const struct view *outer; // whose names are seen here too
    struct view *next = nullptr;
    const char *file = nullptr; // of an included template
    struct value *values = nullptr;
    struct section *sections = nullptr, *includes = nullptr;
};

namespace
{
view_key key_of(const TemplateString &name)
{
    return view_key_of(name.data(), name.size());
}

view_key key_of(const char *name)
{
    return view_key_of(name, strlen(name));
}

template <typename T> T *find(T *newest, view_key key)
{
    while (newest && newest->key != key)
        newest = newest->older;
    return newest;
}

// From the innermost view outwards.
template <typename T> T *find_outwards(const struct view *v, T *view::*list, view_key key)
{
    T *found = nullptr;
    for (; v && !found; v = v->outer)
        found = find(v->*list, key);
    return found;
}
} // namespace

// The views of a section one after the other.
class view::Turns final : public Iterator
{
  public:
    explicit Turns(const struct section *section) : at(section->first)
    {
    }
    bool HasNext() const override
    {
        return at;
    }
    const TemplateDictionaryInterface &Next() override
    {
        const struct view *now = at;
        at = now->next;
        return *now;
    }

  private:
    const struct view *at;
};

TemplateString view::GetValue(const TemplateString &name) const
{
    const struct value *found = find_outwards(this, &view::values, key_of(name));
    return found ? TemplateString(found->text, found->size) : TemplateString("", 0);
}

bool view::IsHiddenSection(const TemplateString &name) const
{
    return !find_outwards(this, &view::sections, key_of(name));
}

bool view::IsUnhiddenSection(const TemplateString &name) const
{
    return !IsHiddenSection(name);
}

bool view::IsHiddenTemplate(const TemplateString &name) const
{
    return !find_outwards(this, &view::includes, key_of(name));
}

const char *view::GetIncludeTemplateName(const TemplateString &name, int number) const
{
    const struct view *found = find_outwards(this, &view::includes, key_of(name))->first;
    for (; number > 0; number--)
        found = found->next;
    return found->file;
}

TemplateDictionaryInterface::Iterator *view::CreateSectionIterator(const TemplateString &name) const
{
    return new Turns(find_outwards(this, &view::sections, key_of(name)));
}

TemplateDictionaryInterface::Iterator *
view::CreateTemplateIterator(const TemplateString &name) const
{
    return new Turns(find_outwards(this, &view::includes, key_of(name)));
}

static struct section *section_of(struct view *v, struct section **list, const char *name)
{
    view_key key = key_of(name);
    struct section *found = find(*list, key);
    if (found)
        return found;
    found = ARENA_ONE(v->mem, struct section);
    *found = { *list, key, nullptr, &found->first };
    return *list = found;
}

static struct view *new_view(struct arena *mem, const struct view *outer)
{
    return new (arena_alloc(mem, sizeof(struct view))) view(mem, outer);
}

static struct view *add_view(struct view *v, struct section **list, const char *name,
                             const struct view *outer)
{
    struct section *section = section_of(v, list, name);
    struct view *added = new_view(v->mem, outer);
    *section->end = added;
    section->end = &added->next;
    return added;
}

void view_folder(const char *path)
{
    ctemplate::Template::SetTemplateRootDirectory(path);
    view_name_folder(path);
}

struct view *view_new(struct arena *mem)
{
    return new_view(mem, nullptr);
}

void view_set_kept(struct view *v, const char *name, const char *text)
{
    struct value *value = ARENA_ONE(v->mem, struct value);
    *value = { v->values, key_of(name), text, strlen(text) };
    v->values = value;
}

void view_set(struct view *v, const char *name, const char *text)
{
    view_set_kept(v, name, text ? text_copy(v->mem, text) : "");
}

void view_set_int(struct view *v, const char *name, int64_t value)
{
    view_set_kept(v, name, text_int(v->mem, value));
}

void view_show(struct view *v, const char *section)
{
    section_of(v, &v->sections, section);
}

struct view *view_add(struct view *v, const char *section)
{
    return add_view(v, &v->sections, section, v);
}

struct view *view_include(struct view *v, const char *name, const char *file)
{
    struct view *added = add_view(v, &v->includes, name, nullptr);
    added->file = text_copy(v->mem, file);
    return added;
}

// The page belongs to the arena while it grows: longjmp from fail() or arena_alloc() would skip the
// destructor of a local string.
static char *render(struct arena *mem, const struct view *v, const char *file,
                    ctemplate::Strip strip)
{
    std::string *page = new std::string;
    arena_defer(
        mem, [](void *p) { delete static_cast<std::string *>(p); }, page);
    if (!ctemplate::ExpandTemplate(file, strip, v, page))
        fail(FAIL_BROKEN, "template %s is missing or does not parse", file);
    char *text = static_cast<char *>(arena_alloc(mem, page->size() + 1));
    memcpy(text, page->data(), page->size());
    return text;
}

char *view_render(struct arena *mem, const struct view *v, const char *file)
{
    return render(mem, v, file, ctemplate::STRIP_BLANK_LINES);
}

char *view_render_text(struct arena *mem, const struct view *v, const char *file)
{
    return render(mem, v, file, ctemplate::DO_NOT_STRIP);
}
