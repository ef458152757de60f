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

// The same few literals and pieces of templates come again and again, so that mostly the address of
// the characters is enough to look at; what stands there now is compared all the same.
view_key view_key_of(const char *at, size_t size)
{
    constexpr size_t RECENT = 1024;
    static std::unordered_set<std::string> all;
    static struct {
        const char *at;
        view_key key;
    } recent[RECENT];
    auto &slot = recent[reinterpret_cast<uintptr_t>(at) % RECENT];
    if (slot.at == at && slot.key->size() == size && memcmp(slot.key->data(), at, size) == 0)
        return slot.key;
    slot = { at, &*all.emplace(at, size).first };
    return slot.key;
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
