/* Stack traces as the hub keeps them: JSON written at ingest, read here for a page. */
#ifndef HUB_FRAME_H
#define HUB_FRAME_H

#include "base/text.h"

struct frame {
    struct frame *next;
    const char *function;  /* NULL if unknown */
    const char *arguments; /* what stood in its parentheses, or NULL */
    const char *file;      /* NULL if unknown */
    int64_t line, column;  /* 0 if unknown */
    const char *module;    /* "/lib/libc.so.6+0x3c04f", or NULL */
    bool in_app;           /* of the repository, not of runtime, fuzzer or library */
};

struct frame_stack {
    struct frame_stack *next;
    const char *label; /* "allocated by thread T0 here" */
    const struct frame *frames;
};

/* Text that is no such JSON has no frames. */
const struct frame *frame_list(struct arena *mem, const char *json);
const struct frame_stack *frame_stack_list(struct arena *mem, const char *json);

#endif
