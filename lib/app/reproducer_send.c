#include "app/reproducer.h"
#include "base/web.h"
#include "crash/gocorpus.h"

enum { PACKAGE_MAX = 200 };

static const char octets[] = "application/octet-stream";

/* "v2", which is no package but a version of the one before it. */
static bool is_version(const char *name)
{
    return name[0] == 'v' && name[1] != '\0' && name[strspn(name + 1, "0123456789") + 1] == '\0';
}

static bool is_name_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* What a Go package of that path is called, mostly: its last folder, without what no name may hold.
 */
static const char *package_name(struct arena *mem, const char *path)
{
    char *all = text_copy(mem, path);
    char *slash = strrchr(all, '/');
    if (slash && is_version(slash + 1)) {
        *slash = '\0';
        slash = strrchr(all, '/');
    }
    struct text name = text_new(mem, strlen(path) + 8);
    text_add(&name, "");
    for (const char *c = slash ? slash + 1 : all; *c && name.size < PACKAGE_MAX; c++)
        if (is_name_letter(*c))
            text_add_bytes(&name, (struct bytes){ c, 1 });
    return name.at;
}

static const struct gocorpus *need_corpus(struct page *page, const struct crash_input *input)
{
    const char *reason;
    const struct gocorpus *corpus = gocorpus_read(page->hub.mem, input->content, &reason);
    if (!corpus)
        fail(FAIL_ABSENT, "the input is no file of Go's fuzzing: %s", reason);
    return corpus;
}

static struct bytes raw_of(struct page *page, const struct crash_input *input)
{
    struct bytes raw;
    if (!gocorpus_is(input->content))
        return input->content;
    if (!gocorpus_raw(need_corpus(page, input), &raw))
        fail(FAIL_ABSENT, "the input has not one argument of bytes");
    return raw;
}

static struct bytes test_of(struct page *page, const struct crasher_report *report,
                            const struct crash_input *input)
{
    struct arena *mem = page->hub.mem;
    const struct gocorpus *corpus = need_corpus(page, input);
    if (!input->target)
        fail(FAIL_ABSENT, "the fuzz function of this input is not known any more");
    const char *path = strcmp(input->target->path, ".") == 0 ? report->repo : input->target->path;
    const char *name = input->target->name;
    const char *test = gocorpus_write_test(mem, corpus, package_name(mem, path), name);
    return bytes_from(test ? test : gocorpus_write_test(mem, corpus, "main", name));
}

void reproducer_send(struct page *page, const struct crasher_report *report,
                     const struct crash_input *input)
{
    struct arena *mem = page->hub.mem;
    const char *as = web_query(page->web, "as");
    const char *name = text_format(mem, "np%" PRId64, report->crasher.id);
    if (!as || strcmp(as, "file") == 0)
        page_download(page, name, octets, input->content);
    else if (strcmp(as, "raw") == 0)
        page_download(page, text_format(mem, "%s.bin", name), octets, raw_of(page, input));
    else if (strcmp(as, "test") == 0)
        page_download(page, text_format(mem, "%s_test.go", name), octets,
                      test_of(page, report, input));
    else
        fail(FAIL_INPUT, "as is one of file, raw, test");
}
