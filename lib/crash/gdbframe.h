/* Frames as gdb prints them: "name_len (i=0x55) at plain.c:5", "abort () from /lib64/libc.so.6". */
#ifndef CRASH_GDBFRAME_H
#define CRASH_GDBFRAME_H

#include "crash/nativeframe.h"

/* Reads what stands behind number and address; false if gdb does not write so. */
MUST_USE bool gdbframe_read(struct bytes text, struct nativeframe *frame);

#endif
