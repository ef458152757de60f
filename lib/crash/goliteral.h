/* Literals of the Go language. */
#ifndef CRASH_GOLITERAL_H
#define CRASH_GOLITERAL_H

#include "base/text.h"

/* The bytes of a string in double quotes or backquotes, all of b; false if it is none. */
MUST_USE bool goliteral_read_string(struct arena *mem, struct bytes b, struct bytes *value);

/* The character of 'x', all of b: a byte if it is written as \x41 or \101. */
MUST_USE bool goliteral_read_rune(struct bytes b, uint32_t *value);

/* 12, 0x1f, 0b1, 0o17, 1_000; without a sign; false if it is none or too big. */
MUST_USE bool goliteral_read_natural(struct bytes b, uint64_t *value);

/* Whether the bytes are a decimal or hexadecimal floating-point number, with a sign or without. */
bool goliteral_is_float(struct bytes b);

/* Adds the bytes in double quotes.  Nothing in it can be seen as anything else than it is. */
void goliteral_add_string(struct text *text, struct bytes value);

/* Adds the character in single quotes. */
void goliteral_add_rune(struct text *text, uint32_t c);

#endif
