#include "crash/words.h"

#include "crash/glog.h"
#include "crash/slice.h"

/* Each word is looked for by its first letter, which spares most lines the rest; the first row that
 * takes the line has it. */
static const struct row {
    const char *word;
    bool (*look)(struct words *here);
} rows[] = {
    { "terminate called ", words_exception },
    { "terminating ", words_exception },
    { "what():  ", words_what },
    { "heck failed: ", words_check }, /* Check, DCHECK, "Debug check" */
    { "CHECK failed: ", words_check },
    { "CHECK failed.", words_check },
    { "NOTREACHED", words_check },
    { ":FATAL:", words_fatal },
    { "[FATAL:", words_fatal },
    { "GPU process exited unexpectedly: ", words_gpu },
    { "Assertion ", words_assertion },
    { "_LIBCPP_ASSERT '", words_assertion },
    { "assertion ", words_report },
    { "ASSERTION FAILED: ", words_report },
    { "ASSERTION ", words_report },
    { "ASSERT FAILED at (", words_fuchsia },
    { "SHOULD NEVER BE REACHED", words_unreachable },
    { ": fatal error: \"", words_skia },
    { "Fatal error: ", words_swift },
    { "###!!! ABORT: ", words_mozilla },
    { "Hit MOZ_CRASH(", words_mozilla },
    { "*** stack smashing", words_libc },
    { "*** buffer overflow", words_libc },
    { "*** Error in ", words_libc },
    { "*** %n in ", words_libc },
    { "*** invalid %N", words_libc },
    { "*** longjmp causes", words_libc },
    { "free(): ", words_libc },
    { "malloc(): ", words_libc },
    { "malloc_consolidate(): ", words_libc },
    { "realloc(): ", words_libc },
    { "calloc(): ", words_libc },
    { "munmap_chunk(): ", words_libc },
    { "corrupted size vs. prev_size", words_libc },
    { "corrupted double-linked list", words_libc },
    { "double free or corruption ", words_libc },
    { "Fatal glibc error: ", words_libc },
};

void words_name(struct interest *interest, unsigned who)
{
    INTEREST_HOLDS(interest, rows, word, who);
    interest_begin(interest, "F0", who); /* of glog */
    interest_begin(interest, "F1", who);
}

enum { LOOK_MAX = 4096 }; /* bytes of a line that are looked at */

void words_look(struct reading *reading, const struct line *line)
{
    struct words here = { reading, line, slice_trim(line->text), { 0 } };
    struct bytes head = slice_to(here.text, LOOK_MAX);
    if (head.size < 10)
        return;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t at = slice_find(head, rows[i].word);
        if (at == head.size)
            continue;
        here.rest = slice_from(here.text, at);
        if (rows[i].look(&here))
            return;
    }
    if (*head.at == 'F' && glog_words(head).at != head.at) {
        here.rest = head;
        (void)words_fatal(&here);
    }
}
