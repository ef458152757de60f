#include "crash/interest.h"

#include <stdlib.h>

#include "crash/slice.h"

enum {
    WORDS_MAX = 512,
    BUCKETS = 4096,
    WINDOW = INTEREST_HOLD_MIN, /* bytes of each held word that are searched for */
    SHIFT_MAX = WINDOW - 1,
};

struct word {
    const char *text;
    size_t size;
    unsigned who;
    unsigned short next; /* of the same bucket, plus 1 */
};

/*
 * The search for held words is that of Wu and Manber: a window of bytes moves over the log, as far
 * at once as its last two bytes allow.  Words are found in buckets, by two of their bytes.
 */
struct interest {
    size_t count;
    struct word words[WORDS_MAX];
    unsigned short begins[BUCKETS], holds[BUCKETS]; /* the first word, plus 1 */
    unsigned char shift[BUCKETS];
    unsigned begins_one[256]; /* words of one byte */

    struct bytes log;
    size_t from,
        found; /* from there on, the next held word is here; the size of the log: nowhere */
    unsigned found_who;
};

static size_t bucket_of(const char *at)
{
    unsigned first = (unsigned char)at[0], second = (unsigned char)at[1];
    return (first << 4 ^ second) & (BUCKETS - 1);
}

struct interest *interest_new(struct arena *mem)
{
    struct interest *interest = ARENA_ONE(mem, struct interest);
    memset(interest->shift, SHIFT_MAX, sizeof(interest->shift));
    return interest;
}

static void add(struct interest *interest, unsigned short *first, const char *word, unsigned who)
{
    if (interest->count == WORDS_MAX)
        abort(); /* our tables have grown */
    interest->words[interest->count++] = (struct word){ word, strlen(word), who, *first };
    *first = (unsigned short)interest->count;
}

void interest_begin(struct interest *interest, const char *word, unsigned who)
{
    if (word[1] == '\0')
        interest->begins_one[(unsigned char)*word] |= who;
    else
        add(interest, &interest->begins[bucket_of(word)], word, who);
}

void interest_hold(struct interest *interest, const char *word, unsigned who)
{
    if (strlen(word) < WINDOW)
        abort(); /* our tables are wrong */
    for (size_t i = 0; i + 1 < WINDOW; i++) {
        unsigned char *shift = &interest->shift[bucket_of(word + i)];
        if (*shift > WINDOW - 2 - i)
            *shift = (unsigned char)(WINDOW - 2 - i);
    }
    add(interest, &interest->holds[bucket_of(word + WINDOW - 2)], word, who);
}

void interest_open(struct interest *interest, struct bytes log)
{
    interest->log = log;
    interest->from = 1;
    interest->found = 0; /* nothing is known yet */
}

/* Who the held words are of interest to that begin there; 0 if there is none. */
static unsigned words_at(const struct interest *interest, size_t at, size_t bucket)
{
    struct bytes rest = slice_from(interest->log, at);
    unsigned who = 0;
    for (size_t i = interest->holds[bucket]; i > 0; i = interest->words[i - 1].next) {
        const struct word *word = &interest->words[i - 1];
        if (rest.size >= word->size && memcmp(rest.at, word->text, word->size) == 0)
            who |= word->who;
    }
    return who;
}

/* Where the next held word begins from there on, and before `to`; the size of the log if nowhere.
 */
static size_t find(const struct interest *interest, size_t from, size_t to, unsigned *who)
{
    const char *log = interest->log.at;
    size_t size = interest->log.size, at = from + WINDOW - 2;
    while (at + 1 < size && at + 2 < to + WINDOW) {
        size_t bucket = bucket_of(log + at), shift = interest->shift[bucket];
        if (shift == 0) {
            *who = words_at(interest, at + 2 - WINDOW, bucket);
            if (*who != 0)
                return at + 2 - WINDOW;
            shift = 1;
        }
        at += shift;
    }
    return size;
}

/* Makes `found` the first held word from there on.  What was searched before is not searched again:
 * of a log that is read again from an earlier place, only the part up to the later one is. */
static void seek(struct interest *interest, size_t from)
{
    size_t size = interest->log.size;
    if (from > interest->found || interest->from > interest->found) {
        interest->found = find(interest, from, size, &interest->found_who);
    } else if (from < interest->from) {
        unsigned who = 0;
        size_t earlier = find(interest, from, interest->from, &who);
        if (earlier < size) {
            interest->found = earlier;
            interest->found_who = who;
        }
    } else {
        return;
    }
    interest->from = from;
}

static unsigned held_in(struct interest *interest, size_t from, size_t to)
{
    unsigned who = 0;
    for (seek(interest, from); interest->found < to; seek(interest, interest->found + 1))
        who |= interest->found_who;
    return who;
}

static unsigned begun_with(const struct interest *interest, struct bytes text)
{
    text = slice_trim_left(text);
    if (text.size == 0)
        return 0;
    unsigned who = interest->begins_one[(unsigned char)*text.at];
    if (text.size == 1)
        return who;
    for (size_t i = interest->begins[bucket_of(text.at)]; i > 0; i = interest->words[i - 1].next) {
        const struct word *word = &interest->words[i - 1];
        if (text.size >= word->size && memcmp(text.at, word->text, word->size) == 0)
            who |= word->who;
    }
    return who;
}

unsigned interest_of(struct interest *interest, const struct line *line)
{
    if (line->cleaned) /* its words are not those of the log */
        return INTEREST_ALL;
    return begun_with(interest, line->text) | held_in(interest, line->from, line->to);
}
