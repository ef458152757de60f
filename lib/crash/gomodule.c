#include "crash/gomodule.h"

#include "crash/slice.h"

static const char *const forges[] = { "github.com", "gitlab.com",   "bitbucket.org", "gitee.com",
                                      "gitea.com",  "codeberg.org", "git.sr.ht",     "golang.org" };

static bool is_below(struct bytes package, struct bytes module)
{
    return bytes_begin(package, module) &&
           (package.size == module.size || package.at[module.size] == '/');
}

const char *crash_package_below(struct arena *mem, const char *package, const char *module)
{
    struct bytes path = bytes_from(package), top = bytes_from(module);
    if (top.size == 0 || !is_below(path, top))
        return package;
    if (path.size == top.size)
        return ".";
    return text_cut(mem, slice_from(path, top.size + 1));
}

/* The first count parts of a path. */
static struct bytes parts(struct bytes path, int count)
{
    size_t size = 0;
    while (count-- > 0 && size < path.size) {
        size += size > 0;
        size += slice_find_byte(slice_from(path, size), '/');
    }
    return slice_to(path, size);
}

static bool is_forge(struct bytes host)
{
    for (size_t i = 0; i < COUNT_OF(forges); i++)
        if (slice_is(host, forges[i]))
            return true;
    return false;
}

static bool is_version(struct bytes part)
{
    int64_t number;
    return slice_eat(&part, "v") && slice_eat_int(&part, &number) && part.size == 0;
}

static struct bytes guess(struct bytes package)
{
    struct bytes host = parts(package, 1);
    int count = is_forge(host) ? 3 : slice_find_byte(host, '.') < host.size ? 2 : 1;
    struct bytes module = parts(package, count), longer = parts(package, count + 1);
    if (longer.size > module.size + 1 && is_version(slice_from(longer, module.size + 1)))
        return longer;
    return module;
}

static bool is_go(const struct crash_result *result)
{
    return result->package && strcmp(result->engine, "go") == 0;
}

/* What is left of a path that ends in the package of the caller. */
static struct bytes before_package(const struct reading *reading)
{
    struct bytes below = bytes_from(reading->hint.package);
    for (const struct crash_result *r = reading->results; r && below.size > 0; r = r->next) {
        struct bytes path = bytes_from(r->package);
        if (is_go(r) && path.size > below.size + 1 && slice_ends(path, reading->hint.package) &&
            path.at[path.size - below.size - 1] == '/')
            return slice_to(path, path.size - below.size - 1);
    }
    return (struct bytes){ "", 0 };
}

static struct bytes find_module(const struct reading *reading)
{
    struct bytes module = bytes_from(reading->hint.module);
    if (module.size == 0)
        module = before_package(reading);
    if (module.size > 0)
        return module;
    for (const struct crash_result *r = reading->results; r; r = r->next) {
        struct bytes path = bytes_from(r->package);
        if (!is_go(r) || strcmp(r->package, "command-line-arguments") == 0)
            continue;
        if (module.size == 0)
            module = guess(path);
        if (is_forge(parts(module, 1)))
            continue;
        while (module.size > 0 && !is_below(path, module)) {
            size_t slash = slice_find_last(module, '/');
            module = slice_to(module, slash < module.size ? slash : 0);
        }
        if (module.size == 0)
            break;
    }
    return module;
}

void gomodule_take_off(struct reading *reading)
{
    const char *module = text_cut(reading->mem, find_module(reading));
    for (struct crash_result *r = reading->results; r; r = r->next)
        if (is_go(r))
            r->package = crash_package_below(reading->mem, r->package, module);
}
