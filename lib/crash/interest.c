#include "crash/interest.h"

#include <stdlib.h>

#include "crash/firstword.h"
#include "crash/prefilter.h"
#include "crash/slice.h"
#include "crash/stamp.h"

enum { HELD_MAX = 128, BUCKETS = 1024, PAIRS = 1 << 16, MEMORY_MAX = 256 * 1024 };

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
    struct arena *mem; /* of its own; NULL */
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
    struct prefilter filter, inner; /* of the log, and of a line that is another one once made */
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

const struct interest *interest_once(const struct interest **all,
                                     void (*name)(struct interest *interest))
{
    if (*all)
        return *all;
    struct arena *mem = arena_new(MEMORY_MAX);
    struct interest *made = interest_new(mem);
    made->mem = mem;
    name(made);
    return *all = made;
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
static unsigned held_at(const struct interest *interest, struct bytes text, size_t at)
{
    unsigned who = 0;
    if (text.size - at < FINGERPRINT_SIZE)
        return 0;
    for (size_t i = interest->first[bucket_of(text.at + at)]; i > 0;
         i = interest->held[i - 1].next) {
        const struct held *word = &interest->held[i - 1];
        size_t from = at - word->print;
        if (at >= word->print && text.size - from >= word->size &&
            text.at[from + word->size - 1] == word->text[word->size - 1] &&
            memcmp(text.at + from, word->text, word->size) == 0)
            who |= word->who;
    }
    return who;
}

/* Who the words are of interest to that the text begins with or holds. */
static unsigned who_of(struct interest_log *in, struct bytes text)
{
    unsigned who = firstword_of(in->interest->begins, text);
    prefilter_open(&in->inner, &in->interest->prints, text);
    for (size_t at; (at = prefilter_next(&in->inner)) < text.size;)
        who |= held_at(in->interest, text, at);
    return who;
}

/* What is known of a line before it is made. */
struct glance {
    size_t from, to, stamp; /* the line, and the bytes of its stamp */
    unsigned who;           /* who its words are of interest to */
    bool changes; /* it will be another one: something is taken out of it, or names off it */
};

/* Looks at what is marked in the line, up to its end or what is to be taken out of it. */
static void look_inside(struct interest_log *in, struct glance *line)
{
    struct bytes log = in->log;
    line->who = 0;
    line->changes = in->has_steps;
    line->to = line->from;
    while (!line->changes) {
        size_t at = line->to = prefilter_next(&in->filter);
        if (at == log.size || log.at[at] == '\n' || log.at[at] == '\r')
            return;
        line->changes = log.at[at] == '\x1b' || log.at[at] == '\0';
        line->who |= held_at(in->interest, log, at);
    }
}

/* Whether the line is worth to be made. */
static bool is_worth(struct interest_log *in, struct glance *line)
{
    look_inside(in, line);
    if (line->changes || line->to == line->from)
        return line->changes;
    struct bytes text = { in->log.at + line->from, line->to - line->from };
    text = slice_to(text, LINE_MAX);
    unsigned start = start_of(in->interest, text);
    line->stamp = start & START_STAMP ? stamp_size(text) : 0;
    text = slice_from(text, line->stamp);
    if (line->stamp > 0)
        start = start_of(in->interest, text);
    if (start & START_BLANK)
        start = start_of(in->interest, slice_trim_left(text));
    if (start & START_WORD)
        line->who |= firstword_of(in->interest->begins, text);
    return line->who != 0;
}

/* Makes the line, and tells who it is of interest to. */
static unsigned make_line(struct interest_log *in, const struct glance *glance, struct line *line)
{
    if (!glance->changes && glance->to < in->log.size && in->log.at[glance->to] == '\n') {
        lines_take(in->lines, glance->from, glance->to, glance->stamp, line);
        return line->text.size > 0 ? glance->who : 0;
    }
    lines_back(in->lines, glance->from);
    return lines_next(in->lines, line) && line->text.size > 0 ? who_of(in, line->text) : 0;
}

unsigned interest_next(struct interest_log *in, struct line *line)
{
    struct glance glance;
    glance.from = lines_at(in->lines);
    prefilter_seek(&in->filter, glance.from);
    while (glance.from < in->log.size) {
        if (!is_worth(in, &glance)) {
            glance.from = glance.to + 1;
            continue;
        }
        unsigned who = make_line(in, &glance, line);
        if (who != 0)
            return who;
        glance.from = lines_at(in->lines);
        prefilter_seek(&in->filter, glance.from);
    }
    lines_back(in->lines, in->log.size);
    return 0;
}
