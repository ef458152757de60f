/* What the files of base/json.h share; nobody else includes it. */
#ifndef BASE_JSON_OWN_H
#define BASE_JSON_OWN_H

#include "base/json.h"

enum { JSON_DEPTH_MAX = 64 };

/* What can be told of a text before jansson recurses into it, counted outside of its strings. */
struct json_survey {
    int depth, deepest;
    int members[JSON_DEPTH_MAX + 1], most; /* of the open objects by depth, and of any */
    bool minus_zero;
    bool huge; /* an integer that no 64 bits hold, signed or not */
};

struct json_survey json_survey(struct bytes text);

/* jansson takes no const; what it only reads does not change. */
static inline struct json_t *to_theirs(const struct json *value)
{
    union {
        const struct json *ours;
        struct json_t *theirs;
    } same = { .ours = value };
    return same.theirs;
}

#endif
