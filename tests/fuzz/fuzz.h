/*
 * What fuzz targets share.
 *
 * A target is a function that reads any bytes and demands what the header of its module promises.
 * It gives up by fail() if it likes: that is an answer, and what it held goes with its arena.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdlib.h>

#include "base/fail.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void demand(bool kept)
{
    if (!kept)
        abort();
}

static inline void demand_text(const char *text, size_t size_max)
{
    demand(!text || (text_is_utf8(bytes_from(text)) && strlen(text) <= size_max));
}

/* Looks at each byte, so that the sanitizer sees it. */
static inline void demand_bytes(struct bytes b)
{
    volatile unsigned sum = 0;
    for (size_t i = 0; i < b.size; i++)
        sum += (unsigned char)b.at[i];
}

struct input {
    struct arena *mem;
    struct bytes bytes;
};

/* Takes the first line off the input. */
static inline struct bytes input_line(struct input *input)
{
    const char *at = input->bytes.at;
    const char *end = input->bytes.size > 0 ? memchr(at, '\n', input->bytes.size) : NULL;
    size_t size = end ? (size_t)(end - at) : input->bytes.size;
    size_t gone = size + (end ? 1 : 0);
    input->bytes = (struct bytes){ at + gone, input->bytes.size - gone };
    return (struct bytes){ at, size };
}

/* Runs read(struct input *) in an arena of that many bytes; gives how it ended. */
static inline enum fail input_read(const uint8_t *data, size_t size, size_t memory_max,
                                   void (*read)(void *input))
{
    struct input input = { arena_new(memory_max), { (const char *)data, size } };
    const char *reason;
    enum fail failed = fail_guard(read, &input, &reason);
    arena_free(input.mem);
    return failed;
}

#endif
