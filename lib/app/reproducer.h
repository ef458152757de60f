/*
 * The input that makes a crasher crash: what it holds, the command that runs it again, and the
 * forms in which it can be fetched.
 */
#ifndef APP_REPRODUCER_H
#define APP_REPRODUCER_H

#include "app/page.h"
#include "hub/crash.h"
#include "hub/crasher.h"

enum { REPRODUCER_SHOWN_MAX = 64 * 1024 }; /* bytes that the page asks for */

/* Adds the part input, or nothing if input is NULL. */
void reproducer_fill(struct page *page, const struct crasher_report *report,
                     const struct crash_input *input);

/* Fetches the input from the hub at this address, and runs the fuzz function on it once; NULL if
 * the names are not such that a command could be made of them. */
const char *reproducer_command(struct arena *mem, const char *site,
                               const struct crasher_report *report,
                               const struct crash_input *input);

/* Sends the input itself, or what the query's as= makes of it: "raw", the bytes that a Go corpus
 * file stands for, or "test", a Go test with its values.  fail(FAIL_ABSENT) if it has no such form.
 */
void reproducer_send(struct page *page, const struct crasher_report *report,
                     const struct crash_input *input);

#endif
