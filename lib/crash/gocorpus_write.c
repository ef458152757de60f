/* Inputs of Go's fuzzing as Go. */
#include "crash/gocorpus.h"
#include "crash/goliteral.h"
#include "crash/slice.h"

enum { NAME_MAX = 200, MORE_MAX = 4096 };

/* A value as an expression that a compiler takes: a file may hold what it does not, float64(NaN).
 */
static void add_value(struct text *text, const struct gocorpus_value *value)
{
    static const struct {
        const char *text, *call;
    } floats[] = { { "NaN", "math.NaN()" },
                   { "Inf", "math.Inf(1)" },
                   { "+Inf", "math.Inf(1)" },
                   { "-Inf", "math.Inf(-1)" } };
    text_add_format(text, "%s(", value->type);
    const char *inside = value->text;
    for (size_t i = 0; value->kind == GOCORPUS_FLOAT && i < COUNT_OF(floats); i++)
        if (strcmp(value->text, floats[i].text) == 0)
            inside = floats[i].call;
    if (value->kind == GOCORPUS_SIGNED)
        text_add_format(text, "%" PRId64, value->number);
    else if (value->kind == GOCORPUS_UNSIGNED)
        text_add_format(text, "%" PRIu64, value->natural);
    else
        text_add(text, inside);
    text_add(text, ")");
}

static size_t size_max(const struct gocorpus *corpus)
{
    size_t size = MORE_MAX;
    for (const struct gocorpus_value *v = corpus->values; v; v = v->next)
        size += 2 * strlen(v->text) + 2 * MORE_MAX;
    return size;
}

static void add_seed(struct text *text, const struct gocorpus *corpus)
{
    text_add(text, "f.Add(");
    for (const struct gocorpus_value *v = corpus->values; v; v = v->next) {
        text_add(text, v == corpus->values ? "" : ", ");
        add_value(text, v);
    }
    text_add(text, ")");
}

char *gocorpus_write_seed(struct arena *mem, const struct gocorpus *corpus)
{
    struct text text = text_new(mem, size_max(corpus));
    add_seed(&text, corpus);
    return text.at;
}

static bool is_name(const char *name)
{
    size_t size = name ? strlen(name) : 0;
    if (size == 0 || size > NAME_MAX || slice_is_digit(*name))
        return false;
    for (size_t i = 0; i < size; i++)
        if (!slice_is_letter(name[i]) && !slice_is_digit(name[i]) && name[i] != '_')
            return false;
    return true;
}

static bool needs_math(const struct gocorpus *corpus)
{
    for (const struct gocorpus_value *v = corpus->values; v; v = v->next)
        if (v->kind == GOCORPUS_FLOAT && (strstr(v->text, "N") || strstr(v->text, "I") ||
                                          slice_begins(bytes_from(v->type), "m")))
            return true;
    return false;
}

static void add_variables(struct text *text, const struct gocorpus *corpus)
{
    int number = 1;
    for (const struct gocorpus_value *v = corpus->values; v; v = v->next) {
        text_add_format(text, "\tvalue%d := ", number++);
        add_value(text, v);
        text_add(text, "\n");
    }
}

char *gocorpus_write_test(struct arena *mem, const struct gocorpus *corpus, const char *package,
                          const char *target)
{
    struct text text = text_new(mem, size_max(corpus));
    if (!is_name(package))
        return NULL;
    const char *name = is_name(target) ? target : "Fuzz";
    text_add_format(&text, "package %s\n\nimport (\n%s\t\"testing\"\n)\n\n", package,
                    needs_math(corpus) ? "\t\"math\"\n" : "");
    text_add_format(&text, "// An input that %s failed with.\n", name);
    text_add_format(&text, "func Test%sCrasher(t *testing.T) {\n", name);
    add_variables(&text, corpus);
    text_add_format(&text, "\t// Here goes what %s does with its arguments.\n\tt.Log(", name);
    for (size_t i = 1; i <= corpus->count; i++)
        text_add_format(&text, "%svalue%zu", i > 1 ? ", " : "", i);
    text_add(&text, ")\n}\n");
    return text.at;
}
