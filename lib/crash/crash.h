/*
 * What a fuzzer's log says: the results of its targets, and the crashes in it.
 *
 * Pure functions on bytes.  What is returned lives in the arena, but logs and excerpts, which are
 * parts of the bytes that were given.  Text is valid UTF-8, cut to the limits below, and hostile:
 * it comes from whoever wrote the log.  Time is linear in the size of the log whatever it holds,
 * memory a few times its size at most.
 *
 * Each family of tools has a scanner (go.c, native.c, …) behind the one interface of scanner.h;
 * adding a family adds files and a line to the table in crash.c.
 */
#ifndef CRASH_CRASH_H
#define CRASH_CRASH_H

#include "base/text.h"

enum {
    CRASH_FRAMES_MAX = 256, /* frames kept of a stack */
    CRASH_TEXT_MAX = 4096,  /* bytes of a message, a function, a file name */
    CRASH_TITLE_MAX = 200,  /* bytes */
    CRASH_DEPTH = 5,        /* frames that make a signature, unless a repository says else */
    CRASH_DEPTH_MAX = 32,
    CRASH_FOUND_MAX = 1000,    /* crashes of one log; more are counted as dropped */
    CRASH_RESULTS_MAX = 10000, /* targets of one log */
};

enum crash_state {
    CRASH_STATE_OK, /* fuzzed, found nothing */
    CRASH_STATE_CRASHED,
    CRASH_STATE_TIMEOUT, /* a crash whose kind is a hang of one input */
    CRASH_STATE_OOM,
    CRASH_STATE_STALLED,  /* ran, but executions do not grow */
    CRASH_STATE_BLOCKED,  /* a failing seed or saved input stopped it before it fuzzed */
    CRASH_STATE_SETUP,    /* did not fuzz: build error, no such target, several targets match */
    CRASH_STATE_UNPARSED, /* failed, but no scanner knows how */
};
const char *crash_state_name(enum crash_state state); /* "ok", "crashed", "setup_error", … */

enum crash_severity { CRASH_LOW, CRASH_MEDIUM, CRASH_HIGH, CRASH_CRITICAL };
const char *crash_severity_name(enum crash_severity severity); /* "low" … "critical" */

struct crash_frame {
    const char *function;  /* as the tool wrote it, without arguments; "" if unknown */
    const char *arguments; /* what stood in the last parentheses, or NULL */
    const char *file;      /* NULL if unknown */
    int64_t line, column;  /* 0 if unknown */
    const char *module;    /* "/lib/libc.so.6+0x3c04f", or NULL */
    bool in_app;           /* not of the harness, runtime, allocator, sanitizer or test library */
};

/* A further stack of a report: where the memory was allocated, freed, … */
struct crash_stack {
    struct crash_stack *next;
    const char *label; /* "allocated by thread T0 here" */
    const struct crash_frame *frames;
    size_t count;
};

struct crash {
    struct crash *next;
    const char *engine; /* "go", "libfuzzer"; what printed it */
    const char *type;   /* "index out of range", "heap-buffer-overflow WRITE" */
    const char
        *message; /* the tool's own words, first line: "index out of range [1] with length 1" */
    const char *title;                /* one line for lists */
    const char *package, *target;     /* NULL if the log does not tell */
    const struct crash_frame *frames; /* innermost first */
    size_t frames_count;
    const struct crash_stack *stacks; /* beside the crashing one */
    const struct crash_frame *place;  /* the frame to show first: innermost in_app; NULL if none */
    const char *input_name; /* "crash-190b32d9…", "testdata/fuzz/FuzzX/05aa…"; NULL if not told */
    const char *signature; /* clear text: version, kind, then a line each of the frames */
    const char *version;   /* of the rule: "go-1", "san-1", "weak-1" */
    bool weak;             /* no stack: may turn out to be another bug once the input is re-run */
    enum crash_severity severity;
    const char *severity_reason; /* "write beyond a heap buffer" */
    struct bytes excerpt;        /* the part of the log that is this crash */
};

/* Numbers a log told; -1 where it did not. */
struct crash_stats {
    int64_t executions;
    int64_t executions_per_second;
    int64_t new_interesting; /* inputs, of this run */
    int64_t corpus;          /* inputs, in all */
    int64_t coverage;        /* edges */
    int64_t elapsed_ms;
    int64_t peak_rss_mb;
};

/* What one target did. */
struct crash_result {
    struct crash_result *next;
    const char *engine;
    const char *package, *target; /* NULL if the log does not tell */
    enum crash_state state;
    const char
        *reason; /* for setup, stalled, blocked, unparsed: one sentence in the tool's words */
    struct crash_stats stats;
    struct crash
        *crashes; /* in the order of the log; each signature once, unless the stack differs */
    size_t crashes_dropped;
    struct bytes log; /* the part of the text that is about this target */
};

/*
 * What the caller knows beside the text; any may be NULL.
 *
 * A Go log names its packages and targets itself, mostly, and then it is believed.  Elsewhere the
 * log knows at best the name of a program, and the caller's word goes first.
 */
struct crash_hint {
    const char *engine, *package, *target;
    const char *module; /* Go module path to take off packages; NULL: guessed, see gomodule.h */
    const struct rules *rules; /* of the repository: rules.h */
};

/*
 * Reads one log of any family, or the output of a whole `go test ./...`.  Never NULL: text that
 * nobody understands is one result, unparsed if it looks failed, and never dropped.
 */
struct crash_result *crash_read(struct arena *mem, struct bytes log, const struct crash_hint *hint);

/* "helper/xor" of "example.com/othervault/helper/xor" when the module is "example.com/othervault".
 */
const char *crash_package_below(struct arena *mem, const char *package, const char *module);

#endif
