#include "crash/firstword.h"

#include <stdlib.h>

#include "crash/slice.h"

enum { WORDS_MAX = 384, BUCKETS = 1024 };

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
    unsigned short first[BUCKETS]; /* the first word, plus 1, by its first two bytes */
    unsigned letters[256];         /* who words of one byte are of interest to */
};

struct firstwords *firstword_new(struct arena *mem)
{
    return ARENA_ONE(mem, struct firstwords);
}

static size_t bucket_of(const char *at)
{
    return ((size_t)(unsigned char)at[0] << 4 ^ (unsigned char)at[1]) % BUCKETS;
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
    if (size == 1) {
        all->letters[(unsigned char)*word] |= who;
        return;
    }
    unsigned short *first = &all->first[bucket_of(word)];
    all->words[all->count++] = (struct word){
        head_of(word, size), head_of(ones, size), word, who, (unsigned short)size, *first
    };
    *first = (unsigned short)all->count;
}

unsigned firstword_of(const struct firstwords *all, struct bytes line)
{
    line = slice_trim_left(line);
    if (line.size == 0)
        return 0;
    unsigned who = all->letters[(unsigned char)*line.at];
    if (line.size == 1)
        return who;
    uint64_t head = line.size < sizeof(head) ? head_of(line.at, line.size) : head_of(line.at, 8);
    for (size_t i = all->first[bucket_of(line.at)]; i > 0; i = all->words[i - 1].next) {
        const struct word *word = &all->words[i - 1];
        if ((head & word->mask) == word->head && line.size >= word->size &&
            (word->size <= sizeof(head) || memcmp(line.at, word->text, word->size) == 0))
            who |= word->who;
    }
    return who;
}
