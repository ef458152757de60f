#include "hub/forge.h"

#include "hub/name.h"

enum { PATTERN_MAX = 2000 };

static const struct forge forges[] = {
    { "github", "GitHub", "/blob/{commit}/{file}#L{line}", "/compare/{from}...{to}", "github.com" },
    { "gitlab", "GitLab", "/-/blob/{commit}/{file}#L{line}", "/-/compare/{from}...{to}",
      "gitlab.com" },
    { "gitea", "Gitea or Forgejo", "/src/commit/{commit}/{file}#L{line}", "/compare/{from}...{to}",
      "codeberg.org" },
    { "bitbucket", "Bitbucket Cloud", "/src/{commit}/{file}#lines-{line}",
      "/branches/compare/{to}%0D{from}", "bitbucket.org" },
    { "bitbucket-server", "Bitbucket Data Center", "/browse/{file}?at={commit}#{line}",
      "/compare/diff?sourceBranch={to}&targetBranch={from}", NULL },
    { "cgit", "cgit", "/tree/{file}?id={commit}#n{line}", "/diff/?id={to}&id2={from}", NULL },
};

const struct forge *forge_at(size_t index)
{
    return index < COUNT_OF(forges) ? &forges[index] : NULL;
}

const struct forge *forge_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(forges); i++)
        if (strcmp(forges[i].name, name) == 0)
            return &forges[i];
    return NULL;
}

/* The longest that fits: one may be the end of another. */
const struct forge *forge_of_pattern(struct arena *mem, const char *pattern, const char **web)
{
    size_t size = strlen(pattern), most = 0;
    const struct forge *found = NULL;
    for (size_t i = 0; i < COUNT_OF(forges); i++) {
        size_t end = strlen(forges[i].file);
        if (end <= most || size <= end || strcmp(pattern + size - end, forges[i].file) != 0)
            continue;
        most = end;
        found = &forges[i];
    }
    if (found)
        *web = text_cut(mem, (struct bytes){ pattern, size - most });
    return found;
}

const struct forge *forge_guess(struct arena *mem, const char *url, const char **web)
{
    size_t size = strlen(url);
    while (size > 0 && url[size - 1] == '/')
        size--;
    if (size > 4 && memcmp(url + size - 4, ".git", 4) == 0)
        size -= 4;
    *web = text_cut(mem, (struct bytes){ url, size });
    const char *host = strstr(url, "://");
    for (size_t i = 0; host && i < COUNT_OF(forges); i++) {
        size_t its = forges[i].host ? strlen(forges[i].host) : 0;
        if (its > 0 && strncmp(host + 3, forges[i].host, its) == 0 && host[3 + its] == '/')
            return &forges[i];
    }
    return NULL;
}

/* The pattern with an x for each of its words. */
static const char *example(struct arena *mem, const char *pattern, bool compares)
{
    static const char *const words[2][3] = { { "{commit}", "{file}", "{line}" },
                                             { "{from}", "{to}", "{to}" } };
    struct text text = text_new(mem, PATTERN_MAX + 1);
    text_add(&text, "");
    while (*pattern) {
        size_t size = 0;
        for (size_t i = 0; i < 3 && size == 0; i++)
            if (strncmp(pattern, words[compares][i], strlen(words[compares][i])) == 0)
                size = strlen(words[compares][i]);
        text_add_bytes(&text, size > 0 ? BYTES("x") : (struct bytes){ pattern, 1 });
        pattern += size > 0 ? size : 1;
    }
    return text.at;
}

const char *forge_refuses(struct arena *mem, const char *pattern, bool compares)
{
    if (strlen(pattern) > PATTERN_MAX)
        return "it is longer than 2000 bytes";
    if (!name_is_link(pattern))
        return "it must begin with https:// or http://";
    const char *plain = example(mem, pattern, compares);
    for (const char *c = plain; *c; c++)
        if (*c <= ' ' || *c > '~' || strchr("\"<>\\^`{|}", *c))
            return compares
                       ? "it may hold {from} and {to}, and what an address can have"
                       : "it may hold {commit}, {file} and {line}, and what an address can have";
    return NULL;
}
