#include "hub/site.h"

#include "base/config.h"
#include "base/text.h"

const char *site_url_set(struct arena *mem)
{
    const char *url = config_text("URL");
    if (!url)
        return NULL;
    struct bytes all = bytes_from(url);
    while (all.size > 0 && all.at[all.size - 1] == '/')
        all.size--;
    return text_cut(mem, all);
}

const char *site_url(struct arena *mem)
{
    const char *url = site_url_set(mem);
    return url ? url : text_format(mem, "http://localhost:%" PRId64, config_int("PORT"));
}
