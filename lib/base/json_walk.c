#include "base/json.h"

#include <jansson.h>

#include "base/fail.h"
#include "base/json_own.h"

const char *json_next_key(const struct json *object, const char *key)
{
    json_t *o = to_theirs(object);
    void *at = key ? json_object_iter_next(o, json_object_key_to_iter(key)) : json_object_iter(o);
    return at ? json_object_iter_key(at) : NULL;
}

void json_set_copy(struct json *object, const char *key, const struct json *value)
{
    if (json_object_set_new(to_theirs(object), key, json_deep_copy(to_theirs(value))) != 0)
        fail(FAIL_AWAY, "out of memory");
}
