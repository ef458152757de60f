#include "app/agent.h"

struct sign {
    const char *part, *name;
};

/* The first that is found: most browsers name those that they are like, too. */
static const struct sign browsers[] = {
    { "Edg", "Edge" },
    { "OPR/", "Opera" },
    { "Vivaldi/", "Vivaldi" },
    { "SamsungBrowser/", "Samsung Internet" },
    { "Firefox/", "Firefox" },
    { "FxiOS/", "Firefox" },
    { "CriOS/", "Chrome" },
    { "Chromium/", "Chromium" },
    { "HeadlessChrome/", "Chromium" },
    { "Chrome/", "Chrome" },
    { "Safari/", "Safari" },
    { "curl/", "curl" },
};
static const struct sign systems[] = {
    { "iPhone", "iOS" },    { "iPad", "iOS" },        { "Android", "Android" },
    { "CrOS", "ChromeOS" }, { "Windows", "Windows" }, { "Mac OS X", "macOS" },
    { "Linux", "Linux" },   { "FreeBSD", "FreeBSD" }, { "OpenBSD", "OpenBSD" },
};

static const char *name_in(const char *agent, const struct sign *signs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(agent, signs[i].part))
            return signs[i].name;
    return NULL;
}

const char *agent_words(struct arena *mem, const char *agent)
{
    if (!agent || !*agent)
        return "Unknown browser";
    const char *browser = name_in(agent, browsers, COUNT_OF(browsers));
    const char *system = name_in(agent, systems, COUNT_OF(systems));
    if (!browser)
        return agent;
    return system ? text_format(mem, "%s on %s", browser, system) : browser;
}
