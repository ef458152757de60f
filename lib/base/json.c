#include "base/json.h"

#include <jansson.h>

#include "base/fail.h"
#include "base/json_own.h"

/* jansson tells these by macros of the same names. */
#undef json_is_object
#undef json_is_array
#undef json_is_string
#undef json_is_null

enum { MEMORY_FACTOR = 4, MEMORY_LEAST = 16 * 1024 * 1024 };

/*
 * What one parse may take from the heap, and whether that was refused.  jansson calls a failed
 * allocation a syntax error or nothing at all, so the allocator has to remember.  A document of
 * many tiny values takes some 30 times its size: the budget is what stops it.
 */
static struct {
    size_t left;
    bool spent, out;
} budget = { .left = SIZE_MAX };

static void *budget_alloc(size_t size)
{
    budget.spent = budget.spent || size > budget.left;
    if (budget.spent)
        return NULL;
    budget.left -= budget.left == SIZE_MAX ? 0 : size;
    void *found = arena_heap(size);
    budget.out = budget.out || !found;
    return found;
}

static void budget_begin(size_t left)
{
    json_set_alloc_funcs(budget_alloc, arena_heap_free);
    budget.left = left;
    budget.spent = budget.out = false;
}

static struct json *to_ours(json_t *value)
{
    return (struct json *)value;
}

static void release(void *value)
{
    json_decref((json_t *)value);
}

/* Well-formed JSON with a value that has no place here is another matter than what is no JSON. */
static enum fail kind_of(const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);
    return code == json_error_null_character || code == json_error_null_byte_in_key ||
                   code == json_error_numeric_overflow
               ? FAIL_REFUSED
               : FAIL_INPUT;
}

/* What jansson says, but where it names its own options. */
static const char *words_of(const json_error_t *error)
{
    return json_error_code(error) == json_error_null_character ? "\\u0000 is not allowed"
                                                               : error->text;
}

/* The value, or NULL and why. */
struct outcome {
    json_t *value;
    json_error_t error;
    bool spent, out;
};

static struct outcome parse(struct arena *mem, struct bytes text)
{
    struct outcome found = { .value = NULL };
    budget_begin(text.size * MEMORY_FACTOR + MEMORY_LEAST);
    found.value =
        json_loadb(text.at, text.size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &found.error);
    found.spent = budget.spent;
    found.out = budget.out;
    budget_begin(SIZE_MAX); /* libjwt allocates through the same functions */
    if (found.value)
        arena_defer(mem, release, found.value);
    if (found.out)
        fail(FAIL_AWAY, "out of memory");
    return found;
}

struct json *json_parse(struct arena *mem, struct bytes text)
{
    struct json_survey survey = json_survey(text);
    if (survey.deepest > JSON_DEPTH_MAX)
        fail(FAIL_INPUT, "JSON is nested deeper than %d", JSON_DEPTH_MAX);
    if (survey.most > JSON_MEMBERS_MAX)
        fail(FAIL_REFUSED, "a JSON object has more than %d members", JSON_MEMBERS_MAX);
    if (survey.huge)
        fail(FAIL_INPUT, "JSON holds an integer past 64 bits");
    struct outcome found = parse(mem, text);
    if (found.spent)
        fail(FAIL_TOO_BIG, "JSON has too many values for its size");
    if (!found.value)
        fail(kind_of(&found.error), "JSON line %d, column %d: %s", found.error.line,
             found.error.column, words_of(&found.error));
    if (survey.minus_zero)
        fail(FAIL_REFUSED, "JSON holds the number -0");
    return to_ours(found.value);
}

struct json *json_try(struct arena *mem, struct bytes text)
{
    return json_survey(text).deepest > JSON_DEPTH_MAX ? NULL : to_ours(parse(mem, text).value);
}

bool json_is_object(const struct json *value)
{
    return value && json_typeof(to_theirs(value)) == JSON_OBJECT;
}

bool json_is_array(const struct json *value)
{
    return value && json_typeof(to_theirs(value)) == JSON_ARRAY;
}

bool json_is_string(const struct json *value)
{
    return value && json_typeof(to_theirs(value)) == JSON_STRING;
}

bool json_is_null(const struct json *value)
{
    return value && json_typeof(to_theirs(value)) == JSON_NULL;
}

struct json *json_get(const struct json *object, const char *key)
{
    return to_ours(json_object_get(to_theirs(object), key));
}

size_t json_count(const struct json *array)
{
    return json_array_size(to_theirs(array));
}

struct json *json_at(const struct json *array, size_t index)
{
    return to_ours(json_array_get(to_theirs(array), index));
}

const char *json_text(const struct json *value)
{
    return json_string_value(to_theirs(value));
}

struct bytes json_bytes(const struct json *value)
{
    return json_is_string(value)
               ? (struct bytes){ json_text(value), json_string_length(to_theirs(value)) }
               : BYTES("");
}

bool json_int(const struct json *value, int64_t *number)
{
    if (!value || json_typeof(to_theirs(value)) != JSON_INTEGER)
        return false;
    *number = json_integer_value(to_theirs(value));
    return true;
}

bool json_number(const struct json *value, double *number)
{
    if (!value || !json_is_number(to_theirs(value)))
        return false;
    *number = json_number_value(to_theirs(value));
    return true;
}

bool json_bool(const struct json *value)
{
    return value && json_typeof(to_theirs(value)) == JSON_TRUE;
}

/* Everything made comes through here: jansson gives NULL when memory is out. */
static json_t *made(json_t *value)
{
    if (!value)
        fail(FAIL_AWAY, "out of memory");
    return value;
}

static struct json *owned(struct arena *mem, json_t *value)
{
    arena_defer(mem, release, made(value));
    return to_ours(value);
}

struct json *json_new_object(struct arena *mem)
{
    budget_begin(SIZE_MAX);
    return owned(mem, json_object());
}

struct json *json_new_array(struct arena *mem)
{
    budget_begin(SIZE_MAX);
    return owned(mem, json_array());
}

/* The parent takes the child over, also when it has no memory for it. */
static void set(struct json *object, const char *key, json_t *value)
{
    if (json_object_set_new(to_theirs(object), key, made(value)) != 0)
        fail(FAIL_AWAY, "out of memory");
}

static void add(struct json *array, json_t *value)
{
    if (json_array_append_new(to_theirs(array), made(value)) != 0)
        fail(FAIL_AWAY, "out of memory");
}

/* A text that is not UTF-8 would make the whole document unreadable: show its bytes as U+FFFD. */
static json_t *string(const char *text)
{
    if (!text)
        return json_null();
    struct bytes b = bytes_from(text);
    if (text_is_utf8(b))
        return json_stringn_nocheck(b.at, b.size);
    struct arena *scratch = arena_new(SIZE_MAX);
    json_t *value = json_string(text_clean(scratch, b, 3 * b.size));
    arena_free(scratch);
    return value;
}

void json_set_text(struct json *object, const char *key, const char *value)
{
    set(object, key, string(value));
}

void json_set_int(struct json *object, const char *key, int64_t value)
{
    set(object, key, json_integer(value));
}

/* JSON has no word for infinity and the like. */
void json_set_number(struct json *object, const char *key, double value)
{
    set(object, key, value - value == 0 ? json_real(value) : json_null());
}

void json_set_bool(struct json *object, const char *key, bool value)
{
    set(object, key, json_boolean(value));
}

struct json *json_set_object(struct json *object, const char *key)
{
    json_t *child = made(json_object());
    set(object, key, child);
    return to_ours(child);
}

struct json *json_set_array(struct json *object, const char *key)
{
    json_t *child = made(json_array());
    set(object, key, child);
    return to_ours(child);
}

struct json *json_add_object(struct json *array)
{
    json_t *child = made(json_object());
    add(array, child);
    return to_ours(child);
}

void json_add_text(struct json *array, const char *value)
{
    add(array, string(value));
}

char *json_write(struct arena *mem, const struct json *value)
{
    size_t size = json_dumpb(to_theirs(value), NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY);
    char *text = arena_alloc(mem, size + 1);
    if (size == 0 ||
        json_dumpb(to_theirs(value), text, size, JSON_COMPACT | JSON_ENCODE_ANY) != size)
        fail(FAIL_AWAY, "out of memory");
    return text;
}
