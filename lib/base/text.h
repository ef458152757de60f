/*
 * Strings, and ranges of bytes that may hold anything, in an arena.
 *
 * A struct bytes is what came from outside: it may hold NUL and need not be UTF-8.  A char * is
 * text of ours or text that was checked.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"

struct bytes {
    const char *at;
    size_t size;
};

#define BYTES(literal) ((struct bytes){ (literal), sizeof(literal) - 1 })

struct bytes bytes_from(const char *text); /* NULL becomes empty */
bool bytes_equal(struct bytes a, struct bytes b);
bool bytes_begin(struct bytes whole, struct bytes with);
struct bytes bytes_copy(struct arena *mem, struct bytes b);

char *text_copy(struct arena *mem, const char *text);
char *text_cut(struct arena *mem, struct bytes b); /* with a NUL behind; NULs inside stay */
char *text_format(struct arena *mem, const char *format, ...) PRINTF_LIKE(2, 3);
char *text_int(struct arena *mem, int64_t value);
/* A copy whose first letter, if it is of ASCII, is a capital. */
char *text_capital(struct arena *mem, const char *text);

/* Lower-case hexadecimal of the bytes. */
char *text_hex(struct arena *mem, struct bytes b);
/* What a hexadecimal digit stands for; -1: it is none. */
int text_hex_digit(char c);

/* Valid UTF-8 of at most size_max bytes: NUL, other control characters but tab and line end (8-bit
 * ones too), and bytes that are not UTF-8 become U+FFFD; CR LF and a lone CR become LF; what is cut
 * ends in U+2026.  For all that enters a text column or a page. */
char *text_clean(struct arena *mem, struct bytes b, size_t size_max);

/* Whether the bytes are UTF-8 without NUL. */
MUST_USE bool text_is_utf8(struct bytes b);

/* The size of the UTF-8 character that b begins with; 0 if it begins with none. */
size_t text_character(struct bytes b);
/* Whether one character is a control character, NUL and the 8-bit ones (U+0080 to U+009F) among
 * them. */
bool text_is_control(struct bytes character);

/* Reads a whole decimal number; false if text is NULL, anything else or does not fit. */
MUST_USE bool text_to_int(const char *text, int64_t *value);

/* Text that grows; past size_max bytes it calls fail(FAIL_TOO_BIG). */
struct text {
    struct arena *mem;
    char *at; /* always ends with NUL once something was added; NULL before */
    size_t size, room, size_max;
};

struct text text_new(struct arena *mem, size_t size_max);
void text_add(struct text *text, const char *more);
void text_add_bytes(struct text *text, struct bytes more);
void text_add_format(struct text *text, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
