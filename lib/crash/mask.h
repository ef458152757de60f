/*
 * What stays the same in a message from one crash of a bug to the next.
 *
 * Numbers, addresses and words of hexadecimal digits become N, quoted text becomes "…"; lists of
 * them become one.  "checksum mismatch: got 323 want 324 for 61637f" becomes
 * "checksum mismatch: got N want N for N".
 */
#ifndef CRASH_MASK_H
#define CRASH_MASK_H

#include "base/text.h"

enum { MASK_MAX = 300 };

/* Writes at most MASK_MAX bytes of the first line, and a NUL behind them. */
size_t mask_write(struct bytes message, char to[MASK_MAX + 1]);

#endif
