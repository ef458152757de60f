/* The tables of frame_table.c and frame_table_language.c; for frame.c and its families alone. */
#ifndef CRASH_FRAME_TABLE_H
#define CRASH_FRAME_TABLE_H

#include "crash/frame.h"

extern const struct frame_rule frame_table_go[], frame_table_native[], frame_table_rust[],
    frame_table_java[], frame_table_python[], frame_table_javascript[], frame_table_csharp[],
    frame_table_lua[];

/* How the rows of a table are written. */
#define FUNCTION_IS(text)                                                                          \
    {                                                                                              \
        FRAME_FUNCTION, FRAME_IS, text                                                             \
    }
#define FUNCTION_BEGINS(text)                                                                      \
    {                                                                                              \
        FRAME_FUNCTION, FRAME_BEGINS, text                                                         \
    }
/* memcpy and __memcpy_avx_unaligned */
#define STRING(text) FUNCTION_BEGINS(text), FUNCTION_BEGINS("__" text)
#define FUNCTION_ENDS(text)                                                                        \
    {                                                                                              \
        FRAME_FUNCTION, FRAME_ENDS, text                                                           \
    }
#define FUNCTION_HOLDS(text)                                                                       \
    {                                                                                              \
        FRAME_FUNCTION, FRAME_HOLDS, text                                                          \
    }
#define FILE_HOLDS(text)                                                                           \
    {                                                                                              \
        FRAME_FILE, FRAME_HOLDS, text                                                              \
    }
#define MODULE_HOLDS(text)                                                                         \
    {                                                                                              \
        FRAME_MODULE, FRAME_HOLDS, text                                                            \
    }
#define MODULE_BEGINS(text)                                                                        \
    {                                                                                              \
        FRAME_MODULE, FRAME_BEGINS, text                                                           \
    }
#define MODULE_IS(text)                                                                            \
    {                                                                                              \
        FRAME_MODULE, FRAME_IS, text                                                               \
    }

#define FRAME_TABLE_END                                                                            \
    {                                                                                              \
        FRAME_FUNCTION, FRAME_IS, NULL                                                             \
    }

#endif
