/* The names behind the symbols of C++ compilers: "ns::Class::method" of "_ZN2ns5Class6methodEi". */
#ifndef CRASH_ITANIUM_H
#define CRASH_ITANIUM_H

#include "base/text.h"

/* Writes the qualified name, without arguments; returns its size, 0 if the symbol is none of these
 * or the name is longer than size bytes. */
size_t itanium_write(struct bytes symbol, char *to, size_t size);

#endif
