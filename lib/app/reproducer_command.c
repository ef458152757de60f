#include "app/reproducer.h"
#include "app/shell_word.h"
#include "crash/gocorpus.h"

const char *reproducer_command(struct arena *mem, const char *site,
                               const struct crasher_report *report, const struct crash_input *input)
{
    const char *name = text_format(mem, "np%" PRId64, report->crasher.id);
    const char *from =
        shell_word(mem, text_format(mem, "%s/c/%" PRId64 "/input", site, report->crasher.id));
    const struct target *t = input->target;
    if (!t || !shell_path_is_safe(t->path) || !shell_path_is_safe(t->name))
        return NULL;
    const char *target = shell_word(mem, text_format(mem, "./%s", t->name));
    if (strcmp(report->engine, "go") != 0)
        return text_format(mem, "curl -fsSn -o %s %s && %s %s", name, from, target, name);
    if (!gocorpus_is(input->content))
        return NULL;
    bool top = strcmp(t->path, ".") == 0;
    const char *folder = text_format(mem, "./%s%s", top ? "" : t->path, top ? "" : "/");
    const char *file = text_format(mem, "%stestdata/fuzz/%s/%s", folder, t->name, name);
    const char *test = text_format(mem, "^%s$/%s", t->name, name);
    return text_format(mem, "curl -fsSn --create-dirs -o %s %s && go test -run=%s %s",
                       shell_word(mem, file), from, shell_word(mem, test),
                       shell_word(mem, top ? "." : text_format(mem, "./%s", t->path)));
}
