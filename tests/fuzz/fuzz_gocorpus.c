/*
 * Reads any bytes as an input of Go's fuzzing, as strangers post them.
 *
 * What is written of it has to hold the same values when it is read again, as plain text that is
 * valid UTF-8.
 */
#include "crash/gocorpus.h"
#include "fuzz.h"

/* The expressions that a seed calls f.Add() with, a value on each line. */
static struct bytes again(struct arena *mem, const struct gocorpus *corpus)
{
    struct text file = text_new(mem, 1024 * 1024);
    text_add(&file, "go test fuzz v1\n");
    for (const struct gocorpus_value *v = corpus->values; v; v = v->next) {
        struct gocorpus_value alone = *v;
        alone.next = NULL;
        const char *seed = gocorpus_write_seed(mem, &(struct gocorpus){ &alone, 1 });
        demand(text_is_utf8(bytes_from(seed)));
        if (v->kind == GOCORPUS_FLOAT)
            text_add_format(&file, "%s(%s)\n", v->type, v->text);
        else
            text_add_format(&file, "%.*s\n", (int)strlen(seed) - 7, seed + 6);
    }
    return (struct bytes){ file.at, file.size };
}

static void check_same(const struct gocorpus *a, const struct gocorpus *b)
{
    demand(b && a->count == b->count);
    const struct gocorpus_value *v = a->values, *w = b->values;
    for (; v; v = v->next, w = w->next)
        demand(v->kind == w->kind && v->number == w->number && v->natural == w->natural &&
               bytes_equal(v->bytes, w->bytes) && strcmp(v->text, w->text) == 0);
}

static void read_input(void *arg)
{
    struct input *input = arg;
    const char *reason;
    const struct gocorpus *corpus = gocorpus_read(input->mem, input->bytes, &reason);
    demand(!corpus == !!reason);
    if (!corpus)
        return;
    check_same(corpus, gocorpus_read(input->mem, again(input->mem, corpus), &reason));
    struct bytes raw = { 0 };
    (void)!gocorpus_raw(corpus, &raw);
    demand(text_is_utf8(bytes_from(gocorpus_write_test(input->mem, corpus, "p", "FuzzX"))));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    demand(input_read(data, size, (size_t)64 * 1024 * 1024, read_input) == FAIL_NOT);
    return 0;
}
