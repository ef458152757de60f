/*
 * JSON, read strictly and written compactly; the only door to jansson.
 *
 * Reading refuses duplicate keys, depth over 64, objects of more than 1,000 members, invalid UTF-8,
 * NUL in strings, numbers past 64 bits, -0, trailing bytes.
 * Values live in the arena's time: they are released with it.  Text that is not UTF-8 is written
 * with U+FFFD in place of its bad bytes.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/text.h"

enum { JSON_MEMBERS_MAX = 1000 }; /* of one object */

struct json;

/* fail(FAIL_INPUT) with line and column if the bytes are not one JSON document; fail(FAIL_REFUSED)
 * if they are, but with a value that has no place here: a NUL in a text, a number past 64 bits, -0;
 * fail(FAIL_TOO_BIG) if its values would take far more memory than its bytes; fail(FAIL_AWAY) if
 * memory is out. */
struct json *json_parse(struct arena *mem, struct bytes text);
/* The same, with NULL for what does not parse or takes too much. */
struct json *json_try(struct arena *mem, struct bytes text);

bool json_is_object(const struct json *value);
bool json_is_array(const struct json *value);
bool json_is_string(const struct json *value);
bool json_is_null(const struct json *value); /* the value null; absent is not null */

/* A member, or NULL if object is no object or lacks it. */
struct json *json_get(const struct json *object, const char *key);
size_t json_count(const struct json *array);
struct json *json_at(const struct json *array, size_t index);

const char *json_text(const struct json *value);                   /* NULL if it is no string */
struct bytes json_bytes(const struct json *value);                 /* empty if it is no string */
MUST_USE bool json_int(const struct json *value, int64_t *number); /* false if it is no integer */
MUST_USE bool json_number(const struct json *value, double *number);
bool json_bool(const struct json *value); /* false if it is not true */

/* The member after this one, the first after NULL; NULL: there are no more.  key is what was
 * returned before. */
const char *json_next_key(const struct json *object, const char *key);

/* Not json_object(): jansson has a function of that name, and ours would take its place. */
struct json *json_new_object(struct arena *mem);
struct json *json_new_array(struct arena *mem);
void json_set_text(struct json *object, const char *key, const char *value); /* NULL: null */
void json_set_int(struct json *object, const char *key, int64_t value);
void json_set_number(struct json *object, const char *key, double value); /* NaN: null */
void json_set_bool(struct json *object, const char *key, bool value);
/* A new object or array as member, or as element; the parent owns it. */
struct json *json_set_object(struct json *object, const char *key);
struct json *json_set_array(struct json *object, const char *key);
struct json *json_add_object(struct json *array);
void json_add_text(struct json *array, const char *value);
void json_set_copy(struct json *object, const char *key, const struct json *value);

char *json_write(struct arena *mem, const struct json *value);

#endif
