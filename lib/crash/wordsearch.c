#include "crash/wordsearch.h"

#include <stdlib.h>

#include "crash/slice.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum {
    WORDS_MAX = 128,
    BUCKETS = 2048,
    WINDOW = WORDSEARCH_MIN, /* bytes of each word that are searched for */
    SHIFT_MAX = WINDOW - 1,
    GROUPS = 8, /* of words, a bit each in the tables of nibbles */
    BLOCK = 32, /* bytes that are looked at at once */
};

struct word {
    const char *text;
    size_t size;
    size_t window; /* where the bytes that are searched for begin in it */
    unsigned who;
    unsigned short next; /* of the same bucket, plus 1 */
};

/*
 * Of each word a window of bytes is searched for, the one that is rarest in texts.
 *
 * In general as Wu and Manber do: a window moves over the bytes, as far at once as its last two
 * bytes allow.  Where the processor can look up 32 bytes at once, each of them is looked up by its
 * two nibbles: whether some word of a group has such a byte at that place of its window.  What
 * fits in all places is compared.
 */
struct wordsearch {
    size_t count;
    struct word words[WORDS_MAX];
    unsigned short first[BUCKETS]; /* the first word, plus 1, by the last two bytes of the window */
    unsigned char shift[BUCKETS];
    unsigned char low[WINDOW][16], high[WINDOW][16]; /* groups, by nibble */
    bool wide;                                       /* the processor can */
};

static size_t bucket_of(const char *at)
{
    unsigned first = (unsigned char)at[0], second = (unsigned char)at[1];
    return (first << 5 ^ second) & (BUCKETS - 1);
}

struct wordsearch *wordsearch_new(struct arena *mem)
{
    struct wordsearch *search = ARENA_ONE(mem, struct wordsearch);
    memset(search->shift, SHIFT_MAX, sizeof(search->shift));
#if defined(__x86_64__)
    search->wide = __builtin_cpu_supports("avx2");
#endif
    return search;
}

/* Where the bytes of the word begin that are searched for: texts are full of small letters. */
static size_t window_of(const char *word, size_t size)
{
    size_t best = 0;
    int rare_most = -1;
    for (size_t from = 0; from + WINDOW <= size; from++) {
        int rare = 0;
        for (size_t i = from; i < from + WINDOW; i++)
            rare += !(word[i] >= 'a' && word[i] <= 'z') && word[i] != ' ';
        if (rare > rare_most)
            best = from;
        if (rare > rare_most)
            rare_most = rare;
    }
    return best;
}

/* Words go into one group whose windows begin alike: so fewer others fit it. */
static void set_nibbles(struct wordsearch *search, const char *window)
{
    unsigned char group = (unsigned char)(1 << (unsigned char)*window % GROUPS);
    for (size_t i = 0; i < WINDOW; i++) {
        unsigned char c = (unsigned char)window[i];
        search->low[i][c & 15] |= group;
        search->high[i][c >> 4] |= group;
    }
}

void wordsearch_add(struct wordsearch *search, const char *word, unsigned who)
{
    size_t size = strlen(word);
    if (size < WINDOW || search->count == WORDS_MAX)
        abort(); /* our tables are wrong */
    size_t window = window_of(word, size);
    for (size_t i = 0; i + 1 < WINDOW; i++) {
        unsigned char *shift = &search->shift[bucket_of(word + window + i)];
        if (*shift > WINDOW - 2 - i)
            *shift = (unsigned char)(WINDOW - 2 - i);
    }
    set_nibbles(search, word + window);
    unsigned short *first = &search->first[bucket_of(word + window + WINDOW - 2)];
    search->words[search->count++] = (struct word){ word, size, window, who, *first };
    *first = (unsigned short)search->count;
}

/* The part of the bytes in which windows are to begin. */
struct part {
    size_t from, to;
};

/* Whose words have their windows there; 0 if none. */
static unsigned words_at(const struct wordsearch *search, struct bytes b, size_t at)
{
    unsigned who = 0;
    for (size_t i = search->first[bucket_of(b.at + at + WINDOW - 2)]; i > 0;
         i = search->words[i - 1].next) {
        const struct word *word = &search->words[i - 1];
        size_t from = at - word->window;
        if (at >= word->window && b.size - from >= word->size && b.at[from] == *word->text &&
            memcmp(b.at + from, word->text, word->size) == 0)
            who |= word->who;
    }
    return who;
}

static size_t find_by_shifts(const struct wordsearch *search, struct bytes b, struct part part,
                             unsigned *who)
{
    size_t at = part.from + WINDOW - 2;
    while (at + 1 < b.size && at + 2 < part.to + WINDOW) {
        size_t shift = search->shift[bucket_of(b.at + at)];
        if (shift == 0) {
            *who = words_at(search, b, at + 2 - WINDOW);
            if (*who != 0)
                return at + 2 - WINDOW;
            shift = 1;
        }
        at += shift;
    }
    return b.size;
}

#if defined(__x86_64__)
/* The groups that have such bytes, from there on, at that place of their windows. */
__attribute__((target("avx2"))) static inline __m256i groups_at(const struct wordsearch *search,
                                                                const char *at, size_t place)
{
    __m128i low = _mm_loadu_si128((const __m128i *)(const void *)search->low[place]);
    __m128i high = _mm_loadu_si128((const __m128i *)(const void *)search->high[place]);
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(at + place));
    __m256i nibble = _mm256_set1_epi8(15);
    return _mm256_and_si256(
        _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(low), _mm256_and_si256(bytes, nibble)),
        _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(high),
                            _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble)));
}

/* Looks at whole blocks, and takes those without a word off the part. */
__attribute__((target("avx2"))) static size_t
find_in_blocks(const struct wordsearch *search, struct bytes b, struct part *part, unsigned *who)
{
    for (; part->from < part->to && part->from + BLOCK + WINDOW <= b.size; part->from += BLOCK) {
        size_t at = part->from;
        __m256i groups = groups_at(search, b.at + at, 0);
        for (size_t place = 1; place < WINDOW; place++)
            groups = _mm256_and_si256(groups, groups_at(search, b.at + at, place));
        __m256i none = _mm256_cmpeq_epi8(groups, _mm256_setzero_si256());
        for (unsigned fits = ~(unsigned)_mm256_movemask_epi8(none); fits != 0; fits &= fits - 1) {
            size_t place = at + (size_t)__builtin_ctz(fits);
            *who = words_at(search, b, place);
            if (*who != 0 && place < part->to)
                return place;
        }
    }
    return b.size;
}
#endif

size_t wordsearch_find(const struct wordsearch *search, struct bytes b, size_t from, size_t to,
                       unsigned *who)
{
    struct part part = { from, to };
#if defined(__x86_64__)
    size_t found = search->wide ? find_in_blocks(search, b, &part, who) : b.size;
    if (found < b.size)
        return found;
#endif
    return find_by_shifts(search, b, part, who);
}
