/*
 * Inputs of Go's fuzzing as they lie in testdata/fuzz/FuzzX: the arguments of one call, each on a
 * line as a Go expression.
 *
 * go test fuzz v1
 * []byte("a\x00")
 * int64(-3)
 *
 * Everything in them is hostile.  What is written of them, for people or as Go, is written anew:
 * plain text, and literals that hold nothing but the value.
 */
#ifndef CRASH_GOCORPUS_H
#define CRASH_GOCORPUS_H

#include "base/text.h"

enum {
    GOCORPUS_VALUES_MAX = 100,
    GOCORPUS_SIZE_MAX = 16 * 1024 * 1024, /* bytes of a file */
};

enum gocorpus_kind {
    GOCORPUS_BYTES,    /* []byte */
    GOCORPUS_STRING,   /* string */
    GOCORPUS_BOOL,     /* bool */
    GOCORPUS_SIGNED,   /* int, int8, …, rune */
    GOCORPUS_UNSIGNED, /* uint, uint8, …, byte */
    GOCORPUS_FLOAT,    /* float32, float64 */
};

struct gocorpus_value {
    struct gocorpus_value *next;
    enum gocorpus_kind kind;
    const char *type;   /* "[]byte", "rune": as the file writes it; of our own table */
    struct bytes bytes; /* of BYTES and STRING */
    int64_t number;     /* of SIGNED; of BOOL 0 or 1 */
    uint64_t natural;   /* of UNSIGNED; of FLOAT the bits if that is how it is written */
    const char *text;   /* for people: "\"a\\x00\"", "-3", "'é' (233)", "true"; as Go writes it */
};

struct gocorpus {
    const struct gocorpus_value *values;
    size_t count;
};

/* Whether the bytes begin as such a file does. */
bool gocorpus_is(struct bytes file);

/* NULL if the file is none, or if the Go tool would not read it; *reason says why then. */
const struct gocorpus *gocorpus_read(struct arena *mem, struct bytes file, const char **reason);

/* The bytes of the one argument that is []byte or string; false if there is none, or more. */
MUST_USE bool gocorpus_raw(const struct gocorpus *corpus, struct bytes *raw);

/* `f.Add([]byte("a\x00"), int64(-3))`: makes the input a seed of its target. */
char *gocorpus_write_seed(struct arena *mem, const struct gocorpus *corpus);

/*
 * A Go file with a test that has the values, for the package and the target of these names; NULL if
 * package is not known.  A name that is none in Go is left out.
 */
char *gocorpus_write_test(struct arena *mem, const struct gocorpus *corpus, const char *package,
                          const char *target);

#endif
