/*
 * Reads any bytes as JSON, strictly and not.
 *
 * What is read strictly is read the other way too, and what is written of it is read again and
 * written the same.
 */
#include "base/json.h"
#include "fuzz.h"

static void walk(const struct json *value)
{
    int64_t number;
    double real;
    (void)!json_int(value, &number);
    (void)!json_number(value, &real);
    demand_bytes(json_bytes(value));
    demand_text(json_text(value), SIZE_MAX);
    for (size_t i = 0; i < json_count(value) && i < 4; i++)
        demand(json_at(value, i) != NULL);
    (void)json_get(value, "repo");
}

static void read_input(void *arg)
{
    struct input *input = arg;
    struct json *loose = json_try(input->mem, input->bytes);
    if (loose)
        demand_text(json_write(input->mem, loose), SIZE_MAX);
    struct json *strict = json_parse(input->mem, input->bytes);
    demand(strict && loose);
    walk(strict);
    const char *text = json_write(input->mem, strict);
    struct json *again = json_try(input->mem, bytes_from(text));
    demand(again && strcmp(text, json_write(input->mem, again)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum fail failed = input_read(data, size, (size_t)64 * 1024 * 1024, read_input);
    demand(failed != FAIL_BROKEN && failed != FAIL_AWAY);
    return 0;
}
