#include "crash/firstword.h"

#include <stdlib.h>

#include "crash/slice.h"

enum { WORDS_MAX = 384, PAIRS = 1 << 16, BUCKETS = 256 };

/* Nearly all words are told by their first bytes, which are compared as one number. */
struct word {
    uint64_t head, mask;
    const char *text;
    size_t size;
    unsigned who;
    unsigned short next; /* of the same bucket, plus 1 */
};

struct firstwords {
    size_t count;
    struct word words[WORDS_MAX];
    unsigned short first[BUCKETS];  /* the first word, plus 1, by its first two bytes */
    unsigned letters[256];          /* who words of one byte are of interest to */
    unsigned char pairs[PAIRS / 8]; /* bits: the first two bytes of words */
};

struct firstwords *firstword_new(struct arena *mem)
{
    return ARENA_ONE(mem, struct firstwords);
}

static size_t pair_of(char first, char second)
{
    return (size_t)(unsigned char)first << 8 | (unsigned char)second;
}

static size_t bucket_of(size_t pair)
{
    return (pair ^ pair >> 4) % BUCKETS;
}

static void set_pairs(struct firstwords *all, const char *word)
{
    for (int second = 0; second < 256; second++) {
        size_t pair = pair_of(*word, (char)second);
        if (word[1] == '\0' || word[1] == (char)second)
            all->pairs[pair / 8] |= (unsigned char)(1 << pair % 8);
    }
}

/* The first eight bytes, or those that there are. */
static uint64_t head_of(const char *at, size_t size)
{
    uint64_t head = 0;
    memcpy(&head, at, size < sizeof(head) ? size : sizeof(head));
    return head;
}

void firstword_add(struct firstwords *all, const char *word, unsigned who)
{
    static const char ones[] = "\xff\xff\xff\xff\xff\xff\xff\xff";
    size_t size = strlen(word);
    if (all->count == WORDS_MAX)
        abort(); /* our tables have grown */
    set_pairs(all, word);
    if (size == 1) {
        all->letters[(unsigned char)*word] |= who;
        return;
    }
    unsigned short *first = &all->first[bucket_of(pair_of(word[0], word[1]))];
    all->words[all->count++] =
        (struct word){ head_of(word, size), head_of(ones, size), word, size, who, *first };
    *first = (unsigned short)all->count;
}

unsigned firstword_of(const struct firstwords *all, struct bytes line)
{
    line = slice_trim_left(line);
    if (line.size == 0)
        return 0;
    size_t pair = pair_of(*line.at, line.size > 1 ? line.at[1] : '\0');
    if (!(all->pairs[pair / 8] >> pair % 8 & 1))
        return 0;
    uint64_t head = line.size < sizeof(head) ? head_of(line.at, line.size) : head_of(line.at, 8);
    unsigned who = all->letters[(unsigned char)*line.at];
    for (size_t i = all->first[bucket_of(pair)]; i > 0; i = all->words[i - 1].next) {
        const struct word *word = &all->words[i - 1];
        if ((head & word->mask) == word->head && line.size >= word->size &&
            (word->size <= sizeof(head) || memcmp(line.at, word->text, word->size) == 0))
            who |= word->who;
    }
    return who;
}
