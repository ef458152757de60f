#include "crash/similar.h"

#include "base/hash.h"
#include "crash/frame.h"

/* What is left of the weight of a frame per frame nearer to the crash, and per frame that one stack
 * is moved against the other: exp(-0.04) and exp(-0.13). */
static const double by_depth = 0.9607894391523232, by_shift = 0.8780954309205613;

/* What is left of all if the types differ. */
static const double by_type = 0.8;

/* A stack with fewer frames says too little for being the same as the top of a longer one. */
enum { SHORT_MAX = 3 };

void similar_set(struct similar *similar, const struct crash *crash)
{
    const struct frame_family *family = frame_family_find(crash->version);
    similar->version = hash_text(HASH_START, crash->version);
    similar->type = hash_text(HASH_START, crash->type);
    similar->count = 0;
    if (family)
        similar->count = frame_hash_names(family, crash, similar->names, SIMILAR_FRAMES_MAX);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The weights of frames that are 0, 1, 2, … away. */
static void set_weights(double *weights, double factor)
{
    weights[0] = 1;
    for (size_t i = 1; i < SIMILAR_FRAMES_MAX; i++)
        weights[i] = weights[i - 1] * factor;
}

/* The most weight that equal frames can have, in the order of both stacks. */
static double best_weight(const struct similar *a, const struct similar *b, const double *depth)
{
    double shift[SIMILAR_FRAMES_MAX], row[SIMILAR_FRAMES_MAX + 1] = { 0 };
    set_weights(shift, by_shift);
    for (size_t i = 0; i < a->count; i++) {
        double diagonal = 0; /* of the row before, one column before */
        for (size_t j = 0; j < b->count; j++) {
            double above = row[j + 1], best = above > row[j] ? above : row[j];
            if (a->names[i] == b->names[j]) {
                double with = diagonal + depth[least(i, j)] * shift[i > j ? i - j : j - i];
                best = with > best ? with : best;
            }
            row[j + 1] = best;
            diagonal = above;
        }
    }
    return row[b->count];
}

double similar_measure(const struct similar *a, const struct similar *b)
{
    if (a->count == 0 || b->count == 0 || a->version != b->version)
        return 0;
    double depth[SIMILAR_FRAMES_MAX], all = 0;
    set_weights(depth, by_depth);
    size_t shorter = least(a->count, b->count), longer = a->count + b->count - shorter;
    size_t count = shorter < SHORT_MAX ? least(longer, SHORT_MAX) : shorter;
    for (size_t i = 0; i < count; i++)
        all += depth[i];
    return best_weight(a, b, depth) / all * (a->type == b->type ? 1 : by_type);
}
