/* Frames as sanitizers and libFuzzer print them: "#0 0x55ff in parse(char*) /src/t.cc:8:32". */
#ifndef CRASH_NATIVEFRAME_H
#define CRASH_NATIVEFRAME_H

#include "crash/draft.h"

struct nativeframe {
    int64_t number;                                 /* 0 begins a stack */
    struct bytes function, arguments, file, module; /* empty if it is not told */
    int64_t line, column;
};

/* False if the line is no frame. */
MUST_USE bool nativeframe_read(struct bytes line, struct nativeframe *frame);

/* Splits "parse(unsigned char const*) const" into its function and its arguments. */
void nativeframe_set_call(struct nativeframe *frame, struct bytes call);

/* Adds it to the last stack of the draft. */
void nativeframe_add(struct draft *draft, const struct nativeframe *frame);

/* The program that the stack is of, "t" of "/src/libfuzzer/t+0x432a3", as its outermost frames
 * tell; empty if they do not. */
struct bytes nativeframe_program(const struct draft *draft);

#endif
