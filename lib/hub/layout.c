#include "hub/layout.h"

#include "crash/artifact.h"
#include "crash/slice.h"

/* The first row fits whose words all do; NULL fits all. */
static const struct row {
    const char *folder;      /* the name of the folder begins so */
    const char *begin, *end; /* and the name of the file */
    enum layout_role role;
} rows[] = {
    { NULL, "fuzzer_stats", "fuzzer_stats", LAYOUT_FIGURES },
    { NULL, "HONGGFUZZ.REPORT.TXT", NULL, LAYOUT_LOG },
    { NULL, "gl-coverage-fuzzing-report.json", NULL, LAYOUT_LOG },
    { "crashes", "README", NULL, LAYOUT_NONE },
    { "crashes", "id", NULL, LAYOUT_INPUT },
    { "hangs", "id", NULL, LAYOUT_INPUT },
    { "queue", NULL, NULL, LAYOUT_NONE },
    { "corpus", NULL, NULL, LAYOUT_NONE },
    { "suppressions", NULL, NULL, LAYOUT_NONE },
    { "crashers", NULL, ".quoted", LAYOUT_NONE },
    { NULL, "slow-unit-", NULL, LAYOUT_NONE },
    { NULL, "SIG", ".fuzz", LAYOUT_INPUT },
    { NULL, NULL, ".log", LAYOUT_LOG },
    { NULL, NULL, ".txt", LAYOUT_LOG },
    { NULL, NULL, ".out", LAYOUT_LOG },
    { NULL, NULL, ".err", LAYOUT_LOG },
    { NULL, NULL, ".stdout", LAYOUT_LOG },
    { NULL, NULL, ".stderr", LAYOUT_LOG },
    { NULL, NULL, ".output", LAYOUT_LOG },
    { NULL, NULL, ".summary", LAYOUT_LOG },
    { NULL, NULL, ".casrep", LAYOUT_LOG },
    { "crashes", NULL, NULL, LAYOUT_INPUT },
    { "hangs", NULL, NULL, LAYOUT_INPUT },
    { "crashers", NULL, NULL, LAYOUT_INPUT },
};

/* Folders that many runs have, so that they name no target. */
static const char *const common[] = { "address",   "artifacts", "coverage", "crashers",  "crashes",
                                      "default",   "findings",  "fuzz",     "fuzzing",   "hangs",
                                      "hwaddress", "leak",      "main",     "master",    "memory",
                                      "none",      "out",       "output",   "sanitizer", "thread",
                                      "undefined", "work",      "workdir",  "workspace" };

/* The sanitizer's log_path, to which each process adds its number: "asan.log.4711" */
static struct bytes without_number(struct bytes base)
{
    struct bytes before = base;
    while (before.size > 0 && slice_is_digit(before.at[before.size - 1]))
        before.size--;
    bool numbered = before.size < base.size && slice_ends(before, ".log.");
    return numbered ? slice_to(before, before.size - 1) : base;
}

static bool fits(const struct row *row, struct bytes folder, struct bytes base)
{
    return (!row->folder || slice_begins(folder, row->folder)) &&
           (!row->begin || slice_begins(base, row->begin)) &&
           (!row->end || slice_ends(base, row->end));
}

/* Takes the last part off a path. */
static struct bytes eat_last(struct bytes *path)
{
    size_t slash = slice_find_last(*path, '/');
    struct bytes all = *path;
    bool deep = slash < all.size;
    *path = slice_to(all, deep ? slash : 0);
    return deep ? slice_from(all, slash + 1) : all;
}

enum layout_role layout_role(const char *path)
{
    struct bytes rest = bytes_from(path), base = without_number(eat_last(&rest));
    struct bytes folder = eat_last(&rest);
    if (artifact_is_go(path))
        return LAYOUT_INPUT;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (fits(&rows[i], folder, base))
            return rows[i].role;
    return artifact_is(path) ? LAYOUT_INPUT : LAYOUT_NONE;
}

const char *layout_folder(struct arena *mem, const char *path)
{
    struct bytes rest = bytes_from(path);
    eat_last(&rest);
    return text_cut(mem, rest);
}

const char *layout_beside(struct arena *mem, const char *path)
{
    struct bytes base = slice_base_name(bytes_from(path));
    size_t dot = slice_find_last(base, '.');
    if (dot == 0 || dot == base.size)
        return NULL;
    return text_cut(mem, (struct bytes){ path, (size_t)(base.at - path) + dot });
}

const char *layout_home(struct arena *mem, const char *path)
{
    struct bytes folder = bytes_from(path);
    eat_last(&folder);
    struct bytes above = folder, last = eat_last(&above);
    bool of_kind = slice_begins(last, "crashes") || slice_begins(last, "hangs");
    return text_cut(mem, of_kind ? above : folder);
}

static bool is_common(struct bytes name)
{
    for (size_t i = 0; i < COUNT_OF(common); i++)
        if (slice_is(name, common[i]))
            return true;
    return name.size == 0 || *name.at == '.';
}

/* PACKAGE/testdata/fuzz/TARGET */
static bool is_go(struct bytes folder, struct bytes *package)
{
    eat_last(&folder);
    *package = folder;
    return slice_is(eat_last(package), "fuzz") && slice_is(eat_last(package), "testdata");
}

struct layout_place layout_place(struct arena *mem, const char *folder, bool guess)
{
    struct bytes rest = bytes_from(folder), package, target = { 0 };
    if (is_go(rest, &package))
        return (struct layout_place){ package.size > 0 ? text_cut(mem, package) : ".",
                                      text_cut(mem, eat_last(&rest)) };
    while (rest.size > 0) {
        struct bytes name = eat_last(&rest), above = rest;
        bool told = slice_is(eat_last(&above), "artifacts");
        if (!is_common(name) && (told || (guess && !target.at)))
            target = name;
        if (told)
            break;
    }
    return (struct layout_place){ NULL, target.at ? text_cut(mem, target) : NULL };
}
