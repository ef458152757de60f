/* What the C library says when it ends a program: broken heaps, overwritten buffers. */
#include "crash/slice.h"
#include "crash/words.h"

/* The first row fits that the words begin with. */
static const struct row {
    const char *words, *type;
} rows[] = {
    { "stack smashing detected", "stack-buffer-overflow" },
    { "buffer overflow detected", "buffer-overflow" },
    { "%n in writable segment", "format-string" },
    { "invalid %N$ use detected", "format-string" },
    { "longjmp causes uninitialized stack frame", "bad-longjmp" },
    { "double free or corruption ", "double-free" },
    { "free(): double free", "double-free" },
    { "free(): invalid pointer", "bad-free" },
    { "munmap_chunk(): invalid pointer", "bad-free" },
    { "realloc(): invalid pointer", "bad-free" },
    { "free(): ", "heap-corruption" },
    { "malloc(): ", "heap-corruption" },
    { "malloc_consolidate(): ", "heap-corruption" },
    { "realloc(): ", "heap-corruption" },
    { "calloc(): ", "heap-corruption" },
    { "munmap_chunk(): ", "heap-corruption" },
    { "corrupted ", "heap-corruption" },
    { "malloc: ", "heap-corruption" }, /* macOS */
};

/* "*** Error in `./prog': double free or corruption (out): 0x00000000025 ***" */
static struct bytes drop_stars(struct bytes text)
{
    if (slice_eat(&text, "*** Error in ")) {
        size_t quote = slice_find(text, "': ");
        text = slice_from(text, quote < text.size ? quote + 3 : quote);
    }
    (void)slice_eat(&text, "*** ");
    (void)slice_eat(&text, "Fatal glibc error: ");
    text = slice_to(text, slice_find(text, " ***"));
    return slice_to(text, slice_find(text, ": 0x"));
}

/* The words begin the line, or stand behind the name of the program. */
bool words_libc(struct words *here)
{
    struct bytes before = { here->text.at, (size_t)(here->rest.at - here->text.at) };
    if (before.size > 0 && !slice_ends(before, ": ") && !slice_ends(before, "] "))
        return false;
    struct bytes rest = drop_stars(here->rest);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!slice_begins(rest, rows[i].words))
            continue;
        struct cause_words words = { .engine = "program",
                                     .type = rows[i].type,
                                     .message = rest,
                                     .key = rest,
                                     .stack_within = 3 };
        if (slice_begins(rest, "stack smashing") || slice_begins(rest, "buffer overflow"))
            words.key.size = 0;
        cause_say(here->reading, here->line, &words);
        return true;
    }
    return false;
}
