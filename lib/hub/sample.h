/* Crashes of a crasher whose logs are kept, and what these say now that they are read again. */
#ifndef HUB_SAMPLE_H
#define HUB_SAMPLE_H

#include "crash/rules.h"
#include "hub/hub.h"

enum { SAMPLES_MAX = 100, SAMPLES_BYTES_MAX = 32 * 1024 * 1024 };

struct sample {
    int64_t id, run, log, place, size;
    const char *signature; /* by which it was told apart, "" if nobody knows */
    const char *title, *target, *path, *engine;
    const struct crash *crash;  /* NULL: the log does not say it */
    const struct crash *anchor; /* what its signature stands for now */
};

struct samples {
    size_t count;
    int64_t bytes; /* of the logs */
    struct sample all[SAMPLES_MAX];
};

/* The first ones, as far as there is room. */
struct samples *samples_read(struct hub *hub, int64_t crasher, const struct rules *rules);

/* What the crasher is to be shown as; NULL if no log says anything. */
const struct crash *samples_main(const struct samples *samples);

bool sample_is_same(const struct crash *a, const struct crash *b);

/* Whether it is still of the bug that its signature stands for: without a stack it says nothing
 * against that. */
bool sample_stays(const struct sample *sample);

#endif
