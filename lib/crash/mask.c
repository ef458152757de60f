#include "crash/mask.h"

#include "crash/slice.h"

enum { HEX_WORD_MIN = 6, RUNE_MAX = 12 };

static const char quoted[] = "\"\xe2\x80\xa6\"";

struct mask {
    char *to;
    size_t size;
    char unclosed[3]; /* quotes that have no end: so that none is searched for twice */
};

static void mask_add(struct mask *mask, struct bytes b)
{
    b = slice_to(b, MASK_MAX - mask->size);
    memcpy(mask->to + mask->size, b.at, b.size);
    mask->size += b.size;
}

/* Adds the word that stands for a value, unless a list of such words goes on with it. */
static void mask_add_value(struct mask *mask, const char *word)
{
    static const char *const separators[] = { " ", ", ", "," };
    struct bytes before = { mask->to, mask->size };
    for (size_t i = 0; i < COUNT_OF(separators); i++) {
        struct bytes head = before;
        if (!slice_ends(head, separators[i]))
            continue;
        head.size -= strlen(separators[i]);
        if (slice_ends(head, word)) {
            mask->size = head.size;
            return;
        }
    }
    mask_add(mask, bytes_from(word));
}

/* The size of a quoted text, quotes included; 0 if it is not closed. */
static size_t quoted_size(struct mask *mask, struct bytes b)
{
    char quote = *b.at;
    if (strchr(mask->unclosed, quote))
        return 0;
    size_t end = quote == '\'' && b.size > RUNE_MAX ? RUNE_MAX : b.size;
    for (size_t i = 1; i < end; i++) {
        if (b.at[i] == '\\' && quote != '`')
            i++;
        else if (b.at[i] == quote)
            return i + 1;
    }
    if (quote != '\'') /* of these only the near end was looked at */
        mask->unclosed[strlen(mask->unclosed)] = quote;
    return 0;
}

static bool is_word(char c)
{
    return slice_is_letter(c) || slice_is_digit(c);
}

static size_t word_size(struct bytes b)
{
    size_t size = 0;
    while (size < b.size && is_word(b.at[size]))
        size++;
    return size;
}

static bool is_value(struct bytes word)
{
    if (word.size > 2 && slice_begins(word, "0x"))
        word = slice_from(word, 2);
    bool has_digit = false;
    for (size_t i = 0; i < word.size; i++) {
        if (!slice_is_hex(word.at[i]))
            return false;
        has_digit |= slice_is_digit(word.at[i]);
    }
    return has_digit || word.size >= HEX_WORD_MIN;
}

/* What goes on a number behind its first digits: a fraction, an exponent. */
static size_t number_tail(struct bytes b, char last)
{
    size_t size = 0;
    while (size + 1 < b.size && slice_is_digit(b.at[size + 1])) {
        bool exponent = (last == 'e' || last == 'E') && (b.at[size] == '+' || b.at[size] == '-');
        if (b.at[size] != '.' && !exponent)
            break;
        size++;
        while (size < b.size && is_word(b.at[size]))
            last = b.at[size++];
    }
    return size;
}

/* A word that is not one value, with its digits masked. */
static void mask_add_word(struct mask *mask, struct bytes word)
{
    while (word.size > 0) {
        int64_t number;
        if (slice_eat_int(&word, &number)) {
            mask_add(mask, BYTES("N"));
            continue;
        }
        mask_add(mask, slice_to(word, 1));
        word = slice_from(word, 1);
    }
}

/* Takes one word, quoted text or other character off the front. */
static void mask_step(struct mask *mask, struct bytes *b, char before)
{
    char c = *b->at;
    size_t size = word_size(*b);
    if (size > 0) {
        struct bytes word = slice_to(*b, size);
        if (is_value(word)) {
            size += number_tail(slice_from(*b, size), word.at[size - 1]);
            mask_add_value(mask, "N");
        } else {
            mask_add_word(mask, word);
        }
    } else if ((c == '"' || c == '`' || (c == '\'' && !is_word(before))) &&
               (size = quoted_size(mask, *b)) > 0) {
        mask_add_value(mask, quoted);
    } else {
        size = 1;
        bool minus = c == '-' && !is_word(before) && b->size > 1 && slice_is_digit(b->at[1]);
        if (!minus)
            mask_add(mask, slice_to(*b, 1));
    }
    *b = slice_from(*b, size);
}

size_t mask_write(struct bytes message, char to[MASK_MAX + 1])
{
    struct mask mask = { .to = to };
    struct bytes rest = slice_trim(slice_to(message, slice_find_byte(message, '\n')));
    char before = ' ';
    while (rest.size > 0 && mask.size < MASK_MAX) {
        const char *at = rest.at;
        mask_step(&mask, &rest, before);
        before = at[rest.at - at - 1];
    }
    to[mask.size] = '\0';
    return mask.size;
}
