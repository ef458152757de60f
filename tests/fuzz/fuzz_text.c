/*
 * Makes any bytes fit to be stored and looked at.
 *
 * What comes of it is UTF-8 within its limit, without control characters but tab and line end, and
 * cleaning it again changes nothing.
 */
#include "app/visible.h"
#include "fuzz.h"
#include "hub/name.h"

static void check_plain(const char *text)
{
    for (struct bytes rest = bytes_from(text); rest.size > 0;) {
        size_t size = text_character(rest);
        demand(size > 0);
        demand(!text_is_control((struct bytes){ rest.at, size }) || *rest.at == '\t' ||
               *rest.at == '\n');
        rest = (struct bytes){ rest.at + size, rest.size - size };
    }
}

static void read_input(void *arg)
{
    struct input *input = arg;
    struct arena *mem = input->mem;
    struct bytes all = input->bytes;
    size_t most = all.size > 0 ? 3 + (unsigned char)*all.at * 16 : 3;
    const char *clean = text_clean(mem, all, most);
    demand(strlen(clean) <= most);
    check_plain(clean);
    demand(strcmp(clean, text_clean(mem, bytes_from(clean), most)) == 0);
    check_plain(visible(mem, clean));
    check_plain(visible_log(mem, all));
    const char *name = name_from(mem, text_cut(mem, all), NULL);
    demand_text(name, NAME_SIZE_MAX);
    if (name)
        name_need("name", name, NAME_SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    demand(input_read(data, size, (size_t)64 * 1024 * 1024, read_input) == FAIL_NOT);
    return 0;
}
