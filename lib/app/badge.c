#include "app/badge.h"

/* Where the words begin, what is left of them and right of them. */
enum { LABEL_WIDTH = 36, MARGIN = 7, CORNER = 4 };

static const char *says(struct doc *doc, const struct repo *repo)
{
    switch (repo->verdict) {
    case REPO_CRASHED:
        return text_format(doc->mem, "crashers in %" PRId64 " %s", repo->packages_crashed,
                           repo->packages_crashed == 1 ? "package" : "packages");
    case REPO_FAILED: return "run failed";
    case REPO_STALE: return "no recent result";
    case REPO_EMPTY: return "no result yet";
    case REPO_CLEAN: break;
    }
    return "No Panic";
}

/* White on each has a contrast of 5 and more. */
static const char *colour_of(enum repo_verdict verdict)
{
    static const char *const colours[] = {
        [REPO_CRASHED] = "b0221b", [REPO_FAILED] = "8a5a00", [REPO_STALE] = "5f5c55",
        [REPO_EMPTY] = "5f5c55",   [REPO_CLEAN] = "1b6a39",
    };
    return colours[verdict];
}

/* As wide as Verdana at 11 px, in tenths of a pixel.  The picture tells the width of its text, so
 * that another font is drawn as wide. */
static int64_t width_of(const char *text)
{
    static const unsigned char lower[] = { 66, 69, 57, 69, 66, 39, 69, 70, 30, 38, 65, 30, 107,
                                           70, 67, 69, 69, 47, 57, 43, 70, 65, 90, 65, 65, 58 };
    int64_t tenths = 0;
    for (; *text; text++) {
        bool known = *text >= 'a' && *text <= 'z';
        tenths += known ? lower[*text - 'a'] : *text == ' ' ? 39 : 74;
    }
    return (tenths + 9) / 10;
}

void badge_fill(struct doc *doc, const struct repo *repo)
{
    if (doc->json) {
        doc_text(doc, "status", repo->status);
        return;
    }
    const char *words = says(doc, repo);
    int64_t text = width_of(words), width = LABEL_WIDTH + MARGIN + text + MARGIN;
    doc_show_text(doc, "BADGE_SAYS", words);
    doc_show_text(doc, "BADGE_COLOUR", colour_of(repo->verdict));
    doc_show_int(doc, "BADGE_WIDTH", width);
    doc_show_int(doc, "BADGE_INNER", width - LABEL_WIDTH - CORNER);
    doc_show_int(doc, "BADGE_TEXT", text);
}
