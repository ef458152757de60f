#include "crash/firstword.h"

#include <stdlib.h>

#include "crash/slice.h"

enum { WORDS_MAX = 384, BUCKETS = 1024, HEAD_SIZE = sizeof(uint64_t) };

/* Nearly all words are told by their first bytes, which are compared as one number. */
struct word {
    uint64_t head, mask;
    const char *text;
    unsigned who;
    unsigned short size, next; /* next of the same bucket, plus 1 */
};

struct firstwords {
    size_t count;
    struct word words[WORDS_MAX];
    unsigned letters[256]; /* who words of one byte are of interest to */
    /* The first word, plus 1: of the short ones by two bytes, of the others by all of the head. */
    unsigned short shorts[BUCKETS], longs[BUCKETS];
};

struct firstwords *firstword_new(struct arena *mem)
{
    return ARENA_ONE(mem, struct firstwords);
}

static size_t bucket_of_two(const char *at)
{
    return ((size_t)(unsigned char)at[0] << 4 ^ (unsigned char)at[1]) % BUCKETS;
}

static size_t bucket_of_head(uint64_t head)
{
    return head * 0x9e3779b97f4a7c15U >> 32 & (BUCKETS - 1);
}

/* The first bytes, or those that there are. */
static uint64_t head_of(const char *at, size_t size)
{
    uint64_t head = 0;
    memcpy(&head, at, size < HEAD_SIZE ? size : HEAD_SIZE);
    return head;
}

void firstword_add(struct firstwords *all, const char *word, unsigned who)
{
    static const char ones[] = "\xff\xff\xff\xff\xff\xff\xff\xff";
    size_t size = strlen(word);
    if (all->count == WORDS_MAX)
        abort(); /* our tables have grown */
    if (size == 1) {
        all->letters[(unsigned char)*word] |= who;
        return;
    }
    uint64_t head = head_of(word, size);
    unsigned short *first =
        size < HEAD_SIZE ? &all->shorts[bucket_of_two(word)] : &all->longs[bucket_of_head(head)];
    all->words[all->count++] =
        (struct word){ head, head_of(ones, size), word, who, (unsigned short)size, *first };
    *first = (unsigned short)all->count;
}

/* Who the words of a bucket are of interest to that the line begins with. */
static inline unsigned who_of(const struct firstwords *all, size_t first, uint64_t head,
                              struct bytes line)
{
    unsigned who = 0;
    for (size_t i = first; i > 0; i = all->words[i - 1].next) {
        const struct word *word = &all->words[i - 1];
        if ((head & word->mask) == word->head && line.size >= word->size &&
            (word->size <= HEAD_SIZE || memcmp(line.at, word->text, word->size) == 0))
            who |= word->who;
    }
    return who;
}

unsigned firstword_of(const struct firstwords *all, struct bytes line)
{
    line = slice_trim_left(line);
    if (line.size == 0)
        return 0;
    unsigned who = all->letters[(unsigned char)*line.at];
    if (line.size == 1)
        return who;
    uint64_t head =
        line.size < HEAD_SIZE ? head_of(line.at, line.size) : head_of(line.at, HEAD_SIZE);
    who |= who_of(all, all->shorts[bucket_of_two(line.at)], head, line);
    if (line.size >= HEAD_SIZE)
        who |= who_of(all, all->longs[bucket_of_head(head)], head, line);
    return who;
}
