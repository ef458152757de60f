// The names of base/view.h: kept once each, and how templates spell them.
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include "base/view_own.h"

extern "C" {
#include "base/view.h"
}

namespace
{
// Where a name was seen: in a literal of a program or in a piece of a template, which come again
// and again.
struct sighting {
    const char *at;
    view_key key;

    // What stands there now is compared all the same.
    bool is_of(const char *name, size_t size) const
    {
        return at == name && key->size() == size && memcmp(key->data(), name, size) == 0;
    }
};
} // namespace

static view_key keep(const char *at, size_t size)
{
    static std::unordered_set<std::string> all;
    return &*all.emplace(at, size).first;
}

view_key view_key_of(const char *at, size_t size)
{
    constexpr size_t PLACES = 4096, TRIES = 4;
    static struct sighting seen[PLACES];
    size_t home = reinterpret_cast<uintptr_t>(at) * 0x9e3779b97f4a7c15u >> 52;
    size_t i = 0;
    for (; i < TRIES && seen[(home + i) % PLACES].at; i++)
        if (seen[(home + i) % PLACES].is_of(at, size))
            return seen[(home + i) % PLACES].key;
    struct sighting &place = seen[(home + (i < TRIES ? i : 0)) % PLACES];
    place = { at, keep(at, size) };
    return place.key;
}

// The names in a template: what follows {{, a # or / at most between.
static void collect_names(const std::string &text, std::unordered_set<view_key> &names)
{
    for (size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at)) {
        at += 2;
        if (at < text.size() && text[at] == '#')
            at++;
        size_t end = at;
        while (end < text.size() && (isalnum((unsigned char)text[end]) || text[end] == '_'))
            end++;
        if (end > at)
            names.insert(view_key_of(&text[at], end - at));
    }
}

// Of the templates of the folder and of every name that C has asked for: read once in a process.
struct folder_names {
    std::string path;
    std::unordered_set<view_key> in_templates;
    std::unordered_map<view_key, struct view_name> asked_for;
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

void view_name_folder(const char *path)
{
    names() = folder_names{};
    names().path = path;
}

static const char *used(const folder_names &all, const std::string &name)
{
    view_key key = view_key_of(name.data(), name.size());
    return all.in_templates.count(key) ? key->c_str() : nullptr;
}

const struct view_name *view_name_find(const char *name)
{
    folder_names &all = names();
    view_key key = view_key_of(name, strlen(name));
    auto known = all.asked_for.find(key);
    if (known != all.asked_for.end())
        return &known->second;
    if (!all.read)
        read_names(all);
    std::string loud(name);
    for (char &c : loud)
        c = (char)toupper((unsigned char)c);
    const struct view_name its = { used(all, loud),          used(all, loud + "_SET"),
                                   used(all, loud + "_NOT"), used(all, loud + "_AGO"),
                                   used(all, loud + "_UTC"), used(all, loud + "_DATE"),
                                   used(all, loud + "_ANY"), used(all, loud + "_NONE") };
    return &all.asked_for.emplace(key, its).first->second;
}
