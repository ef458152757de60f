#include "crash/interest.h"

#include <stdlib.h>

#include "crash/slice.h"
#include "crash/wordsearch.h"

enum { WORDS_MAX = 384, BUCKETS = 1024 };

struct word {
    const char *text;
    size_t size;
    unsigned who;
    unsigned short next; /* of the same bucket, plus 1 */
};

struct interest {
    struct wordsearch *holds;
    size_t count;
    struct word words[WORDS_MAX];  /* that lines begin with */
    unsigned short first[BUCKETS]; /* the first word, plus 1, by its first two bytes */
    unsigned begins[256];          /* the same for words of one byte */
};

struct interest_log {
    const struct interest *interest;
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
    interest->holds = wordsearch_new(mem);
    return interest;
}

void interest_begin(struct interest *interest, const char *word, unsigned who)
{
    if (word[1] == '\0') {
        interest->begins[(unsigned char)*word] |= who;
        return;
    }
    if (interest->count == WORDS_MAX)
        abort(); /* our tables have grown */
    unsigned short *first = &interest->first[bucket_of(word)];
    interest->words[interest->count++] = (struct word){ word, strlen(word), who, *first };
    *first = (unsigned short)interest->count;
}

void interest_hold(struct interest *interest, const char *word, unsigned who)
{
    wordsearch_add(interest->holds, word, who);
}

struct interest_log *interest_log_new(struct arena *mem, const struct interest *interest)
{
    struct interest_log *in = ARENA_ONE(mem, struct interest_log);
    in->interest = interest;
    return in;
}

void interest_open(struct interest_log *in, struct bytes log)
{
    in->log = log;
    in->from = 1;
    in->found = 0; /* nothing is known yet */
}

/* Makes `found` the first held word from there on.  What was searched before is not searched again:
 * of a log that is read again from an earlier place, only the part up to the later one is. */
static void seek(struct interest_log *in, size_t from)
{
    struct bytes log = in->log;
    if (from > in->found || in->from > in->found) {
        in->found = wordsearch_find(in->interest->holds, log, from, log.size, &in->found_who);
    } else if (from < in->from) {
        unsigned who = 0;
        size_t earlier = wordsearch_find(in->interest->holds, log, from, in->from, &who);
        if (earlier < log.size) {
            in->found = earlier;
            in->found_who = who;
        }
    } else {
        return;
    }
    in->from = from;
}

static unsigned held_in(struct interest_log *in, size_t from, size_t to)
{
    unsigned who = 0;
    for (seek(in, from); in->found < to; seek(in, in->found + 1))
        who |= in->found_who;
    return who;
}

static unsigned begun_with(const struct interest *interest, struct bytes text)
{
    text = slice_trim_left(text);
    if (text.size == 0)
        return 0;
    unsigned who = interest->begins[(unsigned char)*text.at];
    if (text.size == 1)
        return who;
    for (size_t i = interest->first[bucket_of(text.at)]; i > 0; i = interest->words[i - 1].next) {
        const struct word *word = &interest->words[i - 1];
        if (text.size >= word->size && text.at[word->size - 1] == word->text[word->size - 1] &&
            memcmp(text.at, word->text, word->size) == 0)
            who |= word->who;
    }
    return who;
}

unsigned interest_of(struct interest_log *in, const struct line *line)
{
    if (line->cleaned) /* its words are not those of the log */
        return INTEREST_ALL;
    return begun_with(in->interest, line->text) | held_in(in, line->from, line->to);
}
