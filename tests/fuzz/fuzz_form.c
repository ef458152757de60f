/*
 * Reads any bytes as a form: the first line is its Content-Type, the rest the body.
 *
 * The parts lie in the body, one behind the other, and their names are text.
 */
#include "base/form.h"
#include "fuzz.h"

static void check_parts(struct bytes body, const struct form_part *parts)
{
    const char *from = body.at;
    for (const struct form_part *p = parts; p; p = p->next) {
        demand(p->name && p->value.at >= from &&
               p->value.at + p->value.size <= body.at + body.size);
        from = p->value.at + p->value.size;
        demand_text(p->name, 1000);
        demand_text(p->filename, 1000);
        demand_text(p->type, 1000);
    }
}

static void read_input(void *arg)
{
    struct input *input = arg;
    const char *type = text_cut(input->mem, input_line(input));
    if (strncmp(type, "multipart/", 10) == 0) {
        check_parts(input->bytes, form_parts(input->mem, type, input->bytes));
        return;
    }
    for (const struct form_part *f = form_fields(input->mem, input->bytes); f; f = f->next) {
        demand_text(f->name, SIZE_MAX);
        demand(text_is_utf8(f->value) && f->value.at[f->value.size] == '\0');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum fail failed = input_read(data, size, (size_t)64 * 1024 * 1024, read_input);
    demand(failed == FAIL_NOT || failed == FAIL_INPUT);
    return 0;
}
