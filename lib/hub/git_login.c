#include "hub/git_login.h"

#include <ctype.h>

#include "base/guard.h"

#define REPO "{repo}"

const char *git_login_host(struct arena *mem, const char *url)
{
    const char *host = strstr(url, "://");
    if (!host)
        return "";
    size_t size = (size_t)(host + 3 - url) + strcspn(host + 3, "/?#");
    char *copy = text_cut(mem, (struct bytes){ url, size });
    for (char *c = copy; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return copy;
}

const char *git_login_bind(struct arena *mem, const char *url, const char *password)
{
    return text_format(mem, "%s\n%s", git_login_host(mem, url), password);
}

const char *git_login_open(struct arena *mem, const char *url, const char *bound)
{
    const char *host = git_login_host(mem, url);
    const struct bytes begin = bytes_from(text_format(mem, "%s\n", host));
    return *host && bytes_begin(bytes_from(bound), begin) ? bound + begin.size : NULL;
}

const char *git_login_url(struct arena *mem, const char *url, const char *repo)
{
    const char *at = strstr(url, REPO);
    if (!at)
        return url;
    return text_format(mem, "%.*s%s%s", (int)(at - url), url, repo, at + sizeof(REPO) - 1);
}

const char *git_login_refuses(struct arena *mem, const char *url, bool may_name)
{
    if (may_name && !strstr(url, REPO))
        return "it holds {repo}, which stands for OWNER/NAME: it is for all repositories";
    if (strchr(git_login_host(mem, url), '{'))
        return "{repo} stands behind the host";
    if (strchr(url, '?') || strchr(url, '#'))
        return "it holds a ? or #, which no address of a repository has";
    return guard_refuses(mem, GUARD_WEB, may_name ? git_login_url(mem, url, "OWNER/NAME") : url);
}
