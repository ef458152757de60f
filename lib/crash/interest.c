#include "crash/interest.h"

#include <stdlib.h>

#include "crash/firstword.h"
#include "crash/prefilter.h"
#include "crash/slice.h"
#include "crash/stamp.h"

enum { HELD_MAX = 128, BUCKETS = 1024 };

/* A word that lines hold. */
struct held {
    const char *text;
    size_t size;
    size_t print; /* where its fingerprint begins in it */
    unsigned who;
    unsigned short next; /* of the same bucket, plus 1 */
};

struct interest {
    struct firstwords *begins;
    struct fingerprints prints;
    struct held held[HELD_MAX];
    size_t held_count;
    unsigned short first[BUCKETS]; /* the first held word, plus 1, by its fingerprint */
};

struct interest_log {
    const struct interest *interest;
    struct lines *lines;
    struct bytes log;
    struct prefilter filter;
};

static size_t bucket_of(const char *print)
{
    uint32_t bytes;
    memcpy(&bytes, print, FINGERPRINT_SIZE);
    return bytes * 2654435761U >> 22;
}

struct interest *interest_new(struct arena *mem)
{
    struct interest *interest = ARENA_ONE(mem, struct interest);
    interest->begins = firstword_new(mem);
    return interest;
}

void interest_begin(struct interest *interest, const char *word, unsigned who)
{
    firstword_add(interest->begins, word, who);
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
            memcmp(in->log.at + from, word->text, word->size) == 0)
            who |= word->who;
    }
    return who;
}

/* What is known of a line before it is made. */
struct glance {
    size_t to;            /* its end */
    unsigned begun, held; /* who its words are of interest to */
    bool changes; /* it will be another one: something is taken off its front or out of it */
};

static struct glance glance_at(struct interest_log *in, size_t from)
{
    struct bytes log = in->log;
    struct glance glance = { 0 };
    size_t at = prefilter_next(&in->filter, from);
    for (; at < log.size && log.at[at] != '\n' && log.at[at] != '\r';
         at = prefilter_next(&in->filter, at + 1)) {
        glance.changes |= log.at[at] == '\x1b' || log.at[at] == '\0';
        glance.held |= held_at(in, at);
    }
    struct bytes text = { log.at + from, at - from };
    glance.to = at;
    glance.begun = firstword_of(in->interest->begins, text);
    glance.changes |=
        lines_have_steps(in->lines) || (stamp_may_begin(text) && stamp_size(text) > 0);
    return glance;
}

/* Makes the line, and tells who it is of interest to. */
static unsigned make_line(struct interest_log *in, size_t from, const struct glance *glance,
                          struct line *line)
{
    if (!glance->changes && glance->to < in->log.size && in->log.at[glance->to] == '\n') {
        lines_take(in->lines, from, glance->to, line);
        return glance->begun | glance->held;
    }
    lines_back(in->lines, from);
    if (!lines_next(in->lines, line) || line->text.size == 0)
        return 0;
    if (line->cleaned) /* its words are not those of the log */
        return INTEREST_ALL;
    return firstword_of(in->interest->begins, line->text) | glance->held;
}

unsigned interest_next(struct interest_log *in, struct line *line)
{
    for (size_t from = lines_at(in->lines), next; from < in->log.size; from = next) {
        struct glance glance = glance_at(in, from);
        next = glance.to + 1;
        if (glance.begun == 0 && glance.held == 0 && !glance.changes)
            continue;
        unsigned who = make_line(in, from, &glance, line);
        if (who != 0)
            return who;
    }
    lines_back(in->lines, in->log.size);
    return 0;
}
