/* The end of a test program of GoogleTest: what it printed before was no death. */
#include "crash/exception.h"
#include "crash/slice.h"
#include "crash/waiting.h"

/* "[  PASSED  ] 2 tests.", which is said of those that did even if others failed */
bool gtest_take(struct exception *here)
{
    struct native *native = here->native;
    struct line line;
    if (native->fuzzer || !slice_holds(here->text, " test"))
        return false;
    (void)waiting_take(here->reading, true);
    bool failed = lines_next(here->reading->lines, &line) &&
                  slice_begins(slice_trim(line.text), "[  FAILED  ]");
    lines_back(here->reading->lines, here->line->to);
    if (failed)
        return true;
    native->language = "gtest";
    native->finished = true;
    native->finished_at = here->line->from;
    native_begin(native, here->reading, here->line->to);
    return true;
}
