#include "crash/gocorpus.h"

#include "crash/goliteral.h"
#include "crash/slice.h"

static const char first_line[] = "go test fuzz v1";

/* The types that Go can fuzz. */
static const struct row {
    const char *type; /* and, for floats that are written as their bits, the function */
    enum gocorpus_kind kind;
    int bits; /* of numbers */
} rows[] = {
    { "[]byte", GOCORPUS_BYTES, 0 },     { "string", GOCORPUS_STRING, 0 },
    { "bool", GOCORPUS_BOOL, 0 },        { "byte", GOCORPUS_UNSIGNED, 8 },
    { "rune", GOCORPUS_SIGNED, 32 },     { "int", GOCORPUS_SIGNED, 64 },
    { "int8", GOCORPUS_SIGNED, 8 },      { "int16", GOCORPUS_SIGNED, 16 },
    { "int32", GOCORPUS_SIGNED, 32 },    { "int64", GOCORPUS_SIGNED, 64 },
    { "uint", GOCORPUS_UNSIGNED, 64 },   { "uint8", GOCORPUS_UNSIGNED, 8 },
    { "uint16", GOCORPUS_UNSIGNED, 16 }, { "uint32", GOCORPUS_UNSIGNED, 32 },
    { "uint64", GOCORPUS_UNSIGNED, 64 }, { "float32", GOCORPUS_FLOAT, 32 },
    { "float64", GOCORPUS_FLOAT, 64 },
};

/* Floats that are no number and not the usual one of these, as their bits. */
static const struct row frombits[] = {
    { "math.Float32frombits", GOCORPUS_FLOAT, 32 },
    { "math.Float64frombits", GOCORPUS_FLOAT, 64 },
};

static const struct row *row_find(const struct row *from, size_t count, struct bytes type)
{
    for (size_t i = 0; i < count; i++)
        if (slice_is(type, from[i].type))
            return &from[i];
    return NULL;
}

static bool read_natural(const struct row *row, struct bytes literal, uint64_t *value)
{
    uint32_t rune;
    if (literal.size > 0 && *literal.at == '\'') {
        if (!goliteral_read_rune(literal, &rune))
            return false;
        *value = rune;
    } else if (!goliteral_read_natural(literal, value)) {
        return false;
    }
    return row->bits == 64 || *value >> row->bits == 0;
}

static bool read_signed(const struct row *row, struct bytes literal, int64_t *value)
{
    uint64_t natural;
    bool minus = slice_eat(&literal, "-");
    if (!minus)
        (void)slice_eat(&literal, "+");
    const struct row wide = { .bits = 64 };
    if (!read_natural(&wide, slice_trim(literal), &natural))
        return false;
    uint64_t most = ((uint64_t)1 << (row->bits - 1)) - !minus;
    if (natural > most)
        return false;
    *value = minus ? -(int64_t)(natural - (natural > 0)) - (natural > 0) : (int64_t)natural;
    return true;
}

static bool read_literal(struct arena *mem, const struct row *row, struct bytes literal,
                         struct gocorpus_value *value)
{
    switch (row->kind) {
    case GOCORPUS_BYTES:
    case GOCORPUS_STRING: return goliteral_read_string(mem, literal, &value->bytes);
    case GOCORPUS_BOOL:
        value->number = slice_is(literal, "true");
        return value->number || slice_is(literal, "false");
    case GOCORPUS_SIGNED: return read_signed(row, literal, &value->number);
    case GOCORPUS_UNSIGNED: return read_natural(row, literal, &value->natural);
    case GOCORPUS_FLOAT: return goliteral_is_float(literal);
    }
    return false;
}

/* "'é' (233)" of a type for characters, "233" of others */
static void add_number(struct text *text, const struct gocorpus_value *value)
{
    bool character = strcmp(value->type, "rune") == 0 || strcmp(value->type, "byte") == 0;
    uint64_t code = value->kind == GOCORPUS_SIGNED ? (uint64_t)value->number : value->natural;
    uint64_t most = value->kind == GOCORPUS_SIGNED ? 0x10ffff : 0x7f;
    bool shown = character && code <= most && (code < 0xd800 || code > 0xdfff);
    if (shown)
        goliteral_add_rune(text, (uint32_t)code);
    text_add(text, shown ? " (" : "");
    if (value->kind == GOCORPUS_SIGNED)
        text_add_format(text, "%" PRId64, value->number);
    else
        text_add_format(text, "%" PRIu64, value->natural);
    text_add(text, shown ? ")" : "");
}

static void set_text(struct arena *mem, struct gocorpus_value *value, struct bytes literal)
{
    /* a byte takes four signs at most */
    struct text text = text_new(mem, 4 * value->bytes.size + literal.size + 128);
    switch (value->kind) {
    case GOCORPUS_BYTES:
    case GOCORPUS_STRING: goliteral_add_string(&text, value->bytes); break;
    case GOCORPUS_BOOL: text_add(&text, value->number ? "true" : "false"); break;
    case GOCORPUS_SIGNED:
    case GOCORPUS_UNSIGNED: add_number(&text, value); break;
    case GOCORPUS_FLOAT: text_add_bytes(&text, literal); break;
    }
    value->text = text.at;
}

/* Reads "int64(-3)"; NULL if it is no value. */
static struct gocorpus_value *value_read(struct arena *mem, struct bytes line)
{
    line = slice_trim(line);
    size_t open = slice_find_byte(line, '(');
    if (open == line.size || !slice_ends(line, ")"))
        return NULL;
    struct bytes type = slice_trim(slice_to(line, open));
    struct bytes literal = slice_trim((struct bytes){ line.at + open + 1, line.size - open - 2 });
    struct gocorpus_value *value = ARENA_ONE(mem, struct gocorpus_value);
    const struct row *bits = row_find(frombits, COUNT_OF(frombits), type);
    const struct row *row = bits ? bits : row_find(rows, COUNT_OF(rows), type);
    if (!row)
        return NULL;
    value->kind = row->kind;
    value->type = row->type;
    bool good = bits ? goliteral_read_natural(literal, &value->natural)
                     : read_literal(mem, row, literal, value);
    if (!good)
        return NULL;
    set_text(mem, value, literal);
    return value;
}

static struct bytes eat_line(struct bytes *rest)
{
    struct bytes line = slice_eat_until(rest, "\n");
    if (slice_ends(line, "\r"))
        line.size--;
    return line;
}

bool gocorpus_is(struct bytes file)
{
    return slice_is(slice_trim(eat_line(&file)), first_line);
}

const struct gocorpus *gocorpus_read(struct arena *mem, struct bytes file, const char **reason)
{
    struct gocorpus *corpus = ARENA_ONE(mem, struct gocorpus);
    const struct gocorpus_value **end = &corpus->values;
    *reason = NULL;
    if (file.size > GOCORPUS_SIZE_MAX)
        *reason = text_format(mem, "more than %d bytes", GOCORPUS_SIZE_MAX);
    else if (!gocorpus_is(file))
        *reason = text_format(mem, "the first line is not \"%s\"", first_line);
    (void)eat_line(&file);
    for (int64_t line = 2; file.size > 0 && !*reason; line++) {
        struct bytes text = eat_line(&file);
        if (slice_trim(text).size == 0)
            continue;
        struct gocorpus_value *value =
            corpus->count < GOCORPUS_VALUES_MAX ? value_read(mem, text) : NULL;
        if (!value) {
            *reason = corpus->count < GOCORPUS_VALUES_MAX
                          ? text_format(mem, "line %" PRId64 " is no value that Go can fuzz", line)
                          : text_format(mem, "more than %d values", GOCORPUS_VALUES_MAX);
            break;
        }
        corpus->count++;
        *end = value;
        end = (const struct gocorpus_value **)&value->next;
    }
    if (!*reason && corpus->count == 0)
        *reason = "there is no value";
    return *reason ? NULL : corpus;
}

bool gocorpus_raw(const struct gocorpus *corpus, struct bytes *raw)
{
    size_t count = 0;
    for (const struct gocorpus_value *v = corpus->values; v; v = v->next)
        if (v->kind == GOCORPUS_BYTES || v->kind == GOCORPUS_STRING) {
            *raw = v->bytes;
            count++;
        }
    return count == 1;
}
