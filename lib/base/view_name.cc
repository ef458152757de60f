// The names of base/view.h: kept once each, and how templates spell them.
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unordered_map>

#include "base/view_own.h"

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
        return at == name && key->first.size() == size &&
               memcmp(key->first.data(), name, size) == 0;
    }
};
} // namespace

static std::unordered_map<std::string, struct view_word> &words()
{
    static std::unordered_map<std::string, struct view_word> all;
    return all;
}

static view_key keep(const std::string &name)
{
    return &*words().try_emplace(name).first;
}

// Four places that may hold an address, since two that fall together would push each other out.
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
    place = { at, keep({ at, size }) };
    return place.key;
}

// The names in a template: what follows {{, a # or > at most between.
static void collect_names(const std::string &text)
{
    for (size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at)) {
        at += 2;
        if (at < text.size() && (text[at] == '#' || text[at] == '>'))
            at++;
        size_t end = at;
        while (end < text.size() && (isalnum((unsigned char)text[end]) || text[end] == '_'))
            end++;
        if (end > at)
            keep(text.substr(at, end - at))->second.in_templates = true;
    }
}

static std::string folder;
static bool folder_read;

void view_name_folder(const char *path)
{
    folder = path;
    folder_read = false;
    for (auto &word : words())
        word.second = {};
}

static void read_folder()
{
    folder_read = true;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() != ".tpl")
            continue;
        std::ifstream file(entry.path());
        collect_names({ std::istreambuf_iterator<char>(file), {} });
    }
}

static const char *used(const std::string &name)
{
    view_key key = keep(name);
    return key->second.in_templates ? key->first.c_str() : nullptr;
}

static struct view_name forms_of(std::string name)
{
    for (char &c : name)
        c = (char)toupper((unsigned char)c);
    return { used(name),          used(name + "_SET"),  used(name + "_NOT"), used(name + "_AGO"),
             used(name + "_UTC"), used(name + "_DATE"), used(name + "_ANY"), used(name + "_NONE") };
}

const struct view_name *view_name_find(const char *name)
{
    struct view_word &word = view_key_of(name, strlen(name))->second;
    if (!folder_read)
        read_folder();
    if (!word.asked_for)
        word.forms = forms_of(name);
    word.asked_for = true;
    return &word.forms;
}
