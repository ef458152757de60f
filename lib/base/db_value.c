/* What enters and leaves the server, as bytes: all of base/db.h that does not need libpq. */
#include "base/db.h"

#include <arpa/inet.h>
#include <limits.h>
#include <stdlib.h>

#include "base/db_own.h"
#include "base/fail.h"

enum { BYTEA_OID = 17 };

struct db_value db_value_text(const char *text)
{
    return (struct db_value){ .at = text };
}

struct db_value db_value_int(struct arena *mem, int64_t value)
{
    return db_value_text(text_int(mem, value));
}

struct db_value db_value_bool(bool value)
{
    return db_value_text(value ? "t" : "f");
}

struct db_value db_value_bytes(struct bytes value)
{
    if (value.size > INT_MAX)
        fail(FAIL_TOO_BIG, "a value of more than %d bytes", INT_MAX);
    return (struct db_value){ .at = value.at, .size = value.size, .binary = true };
}

static char *put_number(char *to, size_t number)
{
    uint32_t big_endian = htonl((uint32_t)number);
    return (char *)memcpy(to, &big_endian, sizeof(big_endian)) + sizeof(big_endian);
}

/*
 * The server's binary form of an array: dimensions (none for an empty list), whether there are
 * NULLs, type of the elements; length and lower bound of the one dimension; then each element with
 * its length before it.
 */
struct db_value db_value_bytes_list(struct arena *mem, struct bytes_list list)
{
    enum { NUMBER = sizeof(uint32_t), HEAD = 5 * NUMBER };
    size_t size = HEAD;
    for (size_t i = 0; i < list.count; i++) {
        size += NUMBER + list.items[i].size;
        if (list.items[i].size > INT_MAX || size > INT_MAX)
            fail(FAIL_TOO_BIG, "a list of more than %d bytes", INT_MAX);
    }
    char *whole = arena_alloc(mem, size), *to = whole;
    to = put_number(to, list.count > 0 ? 1 : 0);
    to = put_number(to, 0);
    to = put_number(to, BYTEA_OID);
    if (list.count == 0)
        return (struct db_value){ .at = whole, .size = 3 * NUMBER, .binary = true };
    to = put_number(to, list.count);
    to = put_number(to, 1);
    for (size_t i = 0; i < list.count; i++) {
        to = put_number(to, list.items[i].size);
        if (list.items[i].size > 0)
            memcpy(to, list.items[i].at, list.items[i].size);
        to += list.items[i].size;
    }
    return (struct db_value){ .at = whole, .size = size, .binary = true };
}

NO_RETURN static void unreadable(const char *column, const char *type, const char *text)
{
    fail(FAIL_BROKEN, "column %s holds no %s: %.80s", column, type, text);
}

bool db_null(struct db_rows *rows, const char *column)
{
    return !db_text(rows, column);
}

int64_t db_int(struct db_rows *rows, const char *column)
{
    int64_t value = 0;
    const char *text = db_text(rows, column);
    if (text && !text_to_int(text, &value))
        unreadable(column, "whole number", text);
    return value;
}

double db_number(struct db_rows *rows, const char *column)
{
    const char *text = db_text(rows, column);
    if (!text)
        return 0;
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0')
        unreadable(column, "number", text);
    return value;
}

bool db_bool(struct db_rows *rows, const char *column)
{
    const char *text = db_text(rows, column);
    if (text && strcmp(text, "t") != 0 && strcmp(text, "f") != 0)
        unreadable(column, "truth value", text);
    return text && *text == 't';
}

/* Rounds down: 1763973124.9 is still within the second 1763973124. */
int64_t db_time(struct db_rows *rows, const char *column)
{
    const char *text = db_text(rows, column);
    if (!text)
        return 0;
    char *end;
    long long whole = strtoll(text, &end, 10);
    const char *fraction = *end == '.' ? end + 1 : end;
    if (end == text || fraction[strspn(fraction, "0123456789")] != '\0')
        unreadable(column, "epoch", text);
    bool down = *text == '-' && fraction[strspn(fraction, "0")] != '\0';
    return down ? whole - 1 : whole;
}

struct bytes db_bytes(struct db_rows *rows, const char *column)
{
    const char *text = db_text(rows, column);
    if (!text)
        return (struct bytes){ NULL, 0 };
    size_t digits = strlen(text) - 2; /* of no use before the prefix is seen */
    if (strncmp(text, "\\x", 2) != 0 || digits % 2 != 0 ||
        strspn(text + 2, "0123456789abcdef") != digits)
        unreadable(column, "bytes", text);
    char *at = arena_alloc(db_rows_mem(rows), digits / 2 + 1);
    for (size_t i = 0; i < digits / 2; i++)
        at[i] = (char)(text_hex_digit(text[2 + 2 * i]) << 4 | text_hex_digit(text[3 + 2 * i]));
    return (struct bytes){ at, digits / 2 };
}
