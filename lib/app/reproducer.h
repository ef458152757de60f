/* The input that makes a crasher crash: what it holds, and the command that runs it again. */
#ifndef APP_REPRODUCER_H
#define APP_REPRODUCER_H

#include "app/page.h"
#include "hub/crash.h"
#include "hub/crasher.h"

enum { REPRODUCER_SHOWN_MAX = 4096 }; /* bytes that the page asks for */

/* Adds the part input, or nothing if input is NULL. */
void reproducer_fill(struct page *page, const struct crasher_report *report,
                     const struct crash_input *input);

#endif
