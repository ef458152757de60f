/*
 * Reads any bytes as base64; what is read is written, and read again as the same.
 */
#include "base/base64.h"
#include "fuzz.h"

static struct bytes standard(struct arena *mem, struct bytes data)
{
    struct text text = text_new(mem, 2 * data.size + 8);
    for (const char *at = base64_url(mem, data); *at; at++)
        text_add_bytes(&text, *at == '-'   ? BYTES("+")
                              : *at == '_' ? BYTES("/")
                                           : (struct bytes){ at, 1 });
    while (text.size % 4 != 0)
        text_add(&text, "=");
    return (struct bytes){ text.at, text.size };
}

static void check_same(struct arena *mem, struct bytes data)
{
    struct bytes again;
    demand(base64_decode(mem, standard(mem, data), &again) && bytes_equal(data, again));
}

static void read_input(void *arg)
{
    struct input *input = arg;
    struct bytes data;
    check_same(input->mem, input->bytes);
    if (base64_decode(input->mem, input->bytes, &data))
        check_same(input->mem, data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    demand(input_read(data, size, (size_t)16 * 1024 * 1024, read_input) == FAIL_NOT);
    return 0;
}
