/* The tables of frame_table.c; for frame.c and its families alone. */
#ifndef CRASH_FRAME_TABLE_H
#define CRASH_FRAME_TABLE_H

#include "crash/frame.h"

extern const struct frame_rule frame_table_go[], frame_table_native[];

#endif
