#include "crash/interest.h"

#include <stdlib.h>

#include "crash/firstword.h"
#include "crash/prefilter.h"
#include "crash/slice.h"
#include "crash/stamp.h"

enum { HELD_MAX = 128, BUCKETS = 1024, PAIRS = 1 << 16 };

/* A word that lines hold. */
struct held {
    const char *text;
    size_t size;
    size_t print; /* where its fingerprint begins in it */
    unsigned who;
    unsigned short next; /* of the same bucket, plus 1 */
};

/* What a line may begin with that begins with these two bytes: nothing, for most. */
enum start { START_WORD = 1, START_STAMP = 2, START_BLANK = 4 };

struct interest {
    struct firstwords *begins;
    struct fingerprints prints;
    struct held held[HELD_MAX];
    size_t held_count;
    unsigned short first[BUCKETS];   /* the first held word, plus 1, by its fingerprint */
    unsigned char starts[PAIRS / 2]; /* enum start by the first two bytes, four bits for each */
};

struct interest_log {
    const struct interest *interest;
    struct lines *lines;
    struct bytes log;
    bool has_steps;
    struct prefilter filter;
};

static size_t bucket_of(const char *print)
{
    uint32_t bytes;
    memcpy(&bytes, print, FINGERPRINT_SIZE);
    return bytes * 2654435761U >> 22;
}

static size_t pair_of(char first, char second)
{
    return (size_t)(unsigned char)first << 8 | (unsigned char)second;
}

static void add_start(struct interest *interest, size_t pair, enum start start)
{
    interest->starts[pair / 2] |= (unsigned char)(start << pair % 2 * 4);
}

static unsigned start_of(const struct interest *interest, struct bytes line)
{
    size_t pair = line.size > 0 ? pair_of(line.at[0], line.size > 1 ? line.at[1] : '\0') : 0;
    return (unsigned)interest->starts[pair / 2] >> pair % 2 * 4 & 15U;
}

struct interest *interest_new(struct arena *mem)
{
    struct interest *interest = ARENA_ONE(mem, struct interest);
    interest->begins = firstword_new(mem);
    for (size_t pair = 0; pair < PAIRS; pair++) {
        char first = (char)(pair >> 8), second = (char)pair;
        if (slice_is_blank(first))
            add_start(interest, pair, START_BLANK);
        if (stamp_may_begin(first, second))
            add_start(interest, pair, START_STAMP);
    }
    return interest;
}

void interest_begin(struct interest *interest, const char *word, unsigned who)
{
    firstword_add(interest->begins, word, who);
    for (int second = 0; second < 256; second++)
        if (word[1] == '\0' || word[1] == (char)second)
            add_start(interest, pair_of(*word, (char)second), START_WORD);
}

void interest_hold(struct interest *interest, const char *word, unsigned who)
{
    size_t size = strlen(word);
    if (size < FINGERPRINT_SIZE || interest->held_count == HELD_MAX)
        abort(); /* our tables are wrong, or have grown */
    size_t print = fingerprint_add(&interest->prints, word);
    unsigned short *first = &interest->first[bucket_of(word + print)];
    interest->held[interest->held_count++] = (struct held){ word, size, print, who, *first };
    *first = (unsigned short)interest->held_count;
}

struct interest_log *interest_log_new(struct arena *mem, const struct interest *interest)
{
    struct interest_log *in = ARENA_ONE(mem, struct interest_log);
    in->interest = interest;
    return in;
}

void interest_open(struct interest_log *in, struct lines *lines)
{
    in->lines = lines;
    in->log = lines_log(lines);
    in->has_steps = lines_have_steps(lines);
    prefilter_open(&in->filter, &in->interest->prints, in->log);
}

/* Who the words are of interest to whose fingerprint is there. */
static unsigned held_at(const struct interest_log *in, size_t at)
{
    unsigned who = 0;
    if (in->log.size - at < FINGERPRINT_SIZE)
        return 0;
    for (size_t i = in->interest->first[bucket_of(in->log.at + at)]; i > 0;
         i = in->interest->held[i - 1].next) {
        const struct held *word = &in->interest->held[i - 1];
        size_t from = at - word->print;
        if (at >= word->print && in->log.size - from >= word->size &&
            in->log.at[from + word->size - 1] == word->text[word->size - 1] &&
            memcmp(in->log.at + from, word->text, word->size) == 0)
            who |= word->who;
    }
    return who;
}

/* What is known of a line before it is made. */
struct glance {
    size_t from, to, stamp; /* the line, and the bytes of its stamp */
    unsigned held, who;     /* who the words inside of it are of interest to, and all its words */
    bool changes; /* it will be another one: something is taken out of it, or names off it */
};

/* Looks at what is marked in it, and at its first bytes; whether it is worth to be made. */
static bool is_worth(struct interest_log *in, struct glance *line)
{
    struct bytes log = in->log;
    unsigned held = 0, begun = 0;
    bool changes = in->has_steps;
    size_t at = prefilter_next(&in->filter, line->from);
    for (; at < log.size && log.at[at] != '\n' && log.at[at] != '\r';
         at = prefilter_next(&in->filter, at + 1)) {
        changes |= log.at[at] == '\x1b' || log.at[at] == '\0';
        held |= held_at(in, at);
    }
    line->to = at;
    struct bytes text = { log.at + line->from, at - line->from };
    unsigned start = start_of(in->interest, text);
    line->stamp = start & START_STAMP ? stamp_size(text) : 0;
    text = slice_from(text, line->stamp);
    if (line->stamp > 0)
        start = start_of(in->interest, text);
    if (start & START_BLANK)
        start = start_of(in->interest, slice_trim_left(text));
    if (start & START_WORD)
        begun = firstword_of(in->interest->begins, text);
    unsigned who = begun | held;
    if (who == 0 && !changes)
        return false;
    line->held = held;
    line->who = who;
    line->changes = changes;
    return true;
}

/* Makes the line, and tells who it is of interest to. */
static unsigned make_line(struct interest_log *in, const struct glance *glance, struct line *line)
{
    if (!glance->changes && glance->to < in->log.size && in->log.at[glance->to] == '\n') {
        lines_take(in->lines, glance->from, glance->to, glance->stamp, line);
        return line->text.size > 0 ? glance->who : 0;
    }
    lines_back(in->lines, glance->from);
    if (!lines_next(in->lines, line) || line->text.size == 0)
        return 0;
    if (line->cleaned) /* its words are not those of the log */
        return INTEREST_ALL;
    return firstword_of(in->interest->begins, line->text) | glance->held;
}

unsigned interest_next(struct interest_log *in, struct line *line)
{
    struct glance glance;
    for (glance.from = lines_at(in->lines); glance.from < in->log.size;
         glance.from = glance.to + 1) {
        unsigned who = is_worth(in, &glance) ? make_line(in, &glance, line) : 0;
        if (who != 0)
            return who;
    }
    lines_back(in->lines, in->log.size);
    return 0;
}
