/*
 * Reads any bytes as an archive.
 *
 * Names are plain, and what is unpacked is within its limit.
 */
#include "base/archive.h"
#include "fuzz.h"

enum { UNPACKED_MAX = 1024 * 1024 };

static bool all(const char *name)
{
    return *name != 'x';
}

static void check_name(const char *name)
{
    demand(*name && *name != '/' && *name != 'x' && strlen(name) <= ARCHIVE_NAME_MAX);
    for (const char *part = name; part; part = strchr(part, '/')) {
        part += *part == '/';
        size_t size = strcspn(part, "/");
        demand(size > 0 && strncmp(part, "..", size > 2 ? size : 2) != 0);
    }
}

static void read_input(void *arg)
{
    struct input *input = arg;
    size_t sum = 0;
    const struct archive_member *m = archive_members(input->mem, input->bytes, UNPACKED_MAX, all);
    for (; m; m = m->next) {
        check_name(m->name);
        demand_bytes(m->data);
        sum += m->data.size;
    }
    demand(sum <= UNPACKED_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum fail failed = input_read(data, size, (size_t)16 * 1024 * 1024, read_input);
    demand(failed == FAIL_NOT || failed == FAIL_INPUT || failed == FAIL_REFUSED ||
           failed == FAIL_TOO_BIG);
    return 0;
}
