#include "app/excerpt.h"

const char *excerpt_why_not(const struct excerpts *excerpts, const struct frame *frame)
{
    static const struct {
        const char *why, *clause;
    } all[] = { { "none", "no such file is in the repository at that commit" },
                { "many", "several files of the repository may be meant" },
                { "dependency", "the file is of a dependency" },
                { "big", "the file is larger than 1 MiB" },
                { "binary", "the file is not text" },
                { "pointer", "the file is kept by Git LFS" } };
    const char *why = excerpts && frame->file ? code_why_not(excerpts->files, frame->file) : NULL;
    for (size_t i = 0; why && i < COUNT_OF(all); i++)
        if (strcmp(all[i].why, why) == 0)
            return all[i].clause;
    return NULL;
}
