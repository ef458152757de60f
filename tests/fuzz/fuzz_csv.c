/*
 * Writes any bytes as fields of comma-separated values, one of each line.
 *
 * Read again as RFC 4180 says, each field is the one that went in, with an apostrophe before it if
 * it would begin a formula.
 */
#include "app/csv.h"
#include "fuzz.h"

enum { FIELDS_MAX = 64 };

/* Takes a field off the front, and what ends it: 'e' for the end of the line, or a comma. */
static const char *read_field(struct arena *mem, struct bytes *rest, char *end)
{
    struct text field = text_new(mem, SIZE_MAX);
    demand(rest->size > 1 && *rest->at == '"');
    for (;;) {
        const char *quote = memchr(rest->at + 1, '"', rest->size - 1);
        demand(quote != NULL);
        text_add_bytes(&field, (struct bytes){ rest->at + 1, (size_t)(quote - rest->at) - 1 });
        *rest = (struct bytes){ quote + 1, rest->size - (size_t)(quote + 1 - rest->at) };
        if (rest->size == 0 || *rest->at != '"')
            break;
        text_add(&field, "\"");
    }
    demand(rest->size > 0);
    bool is_last = *rest->at != ',';
    demand(!is_last || bytes_equal(*rest, BYTES("\r\n")));
    *end = is_last ? 'e' : ',';
    *rest = (struct bytes){ rest->at + 1, rest->size - 1 };
    return field.at ? field.at : "";
}

static bool is_formula(const char *value)
{
    value += strspn(value, " ");
    return *value && strchr("=+-@\t\r\n|%", *value);
}

static void read_input(void *arg)
{
    struct input *input = arg;
    const char *fields[FIELDS_MAX];
    size_t count = 0;
    struct text csv = text_new(input->mem, SIZE_MAX);
    do {
        fields[count] = text_clean(input->mem, input_line(input), 1000);
        csv_field(&csv, fields[count++]);
    } while (input->bytes.size > 0 && count < FIELDS_MAX);
    csv_end(&csv);

    struct bytes rest = { csv.at, csv.size };
    char end = ',';
    for (size_t i = 0; i < count; i++) {
        demand(end == ',');
        const char *field = read_field(input->mem, &rest, &end);
        demand(!is_formula(field));
        demand(strcmp(field, fields[i]) == 0 ||
               (*field == '\'' && strcmp(field + 1, fields[i]) == 0));
    }
    demand(end == 'e');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    demand(input_read(data, size, (size_t)64 * 1024 * 1024, read_input) == FAIL_NOT);
    return 0;
}
