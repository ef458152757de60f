/* The output of `go test -json`. */
#include "crash/scanner.h"

static bool gojson_take(void *state, struct reading *reading, const struct line *line)
{
    (void)state, (void)reading, (void)line;
    return false;
}

static void gojson_end(void *state, struct reading *reading)
{
    (void)state, (void)reading;
}

const struct scanner scanner_gojson = { .state_size = 1, .take = gojson_take, .end = gojson_end };
