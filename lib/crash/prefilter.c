#include "crash/prefilter.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

void prefilter_open(struct prefilter *filter, const struct fingerprints *words, struct bytes text)
{
    filter->words = words;
    filter->text = text;
    filter->from = filter->to = filter->count = filter->next = 0;
}

/* What marks the bytes of some blocks, a bit for each. */
struct marker {
    void (*mark)(const struct fingerprints *words, const char *at, size_t blocks, uint64_t *marks);
};

static void mark_plain(const struct fingerprints *words, const char *at, size_t blocks,
                       uint64_t *marks)
{
    for (size_t block = 0; block < blocks; block++) {
        marks[block] = 0;
        for (size_t i = 0; i < PREFILTER_BLOCK; i++, at++)
            if (memchr("\n\r\x1b", *at, 4) || fingerprint_fits(words, at))
                marks[block] |= (uint64_t)1 << i;
    }
}

#if defined(__x86_64__)
#define WIDE __attribute__((target("avx2"))) static inline

WIDE __m256i bytes_at(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

WIDE __m256i table(const unsigned char *of_nibbles)
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)of_nibbles));
}

/* The groups that 32 bytes belong to at that place of a fingerprint. */
WIDE __m256i groups_of(__m256i bytes, const struct fingerprints *words, size_t place)
{
    /* A look-up is by the lower nibble, and finds nothing for what is not ASCII. */
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
    return _mm256_and_si256(_mm256_shuffle_epi8(table(words->low[place]), bytes),
                            _mm256_shuffle_epi8(table(words->high[place]), high));
}

/* Which of 32 bytes are not to be marked. */
WIDE uint64_t dull(const struct fingerprints *words, const char *at)
{
    /* Each by its lower nibble; a byte is one of them if it is what it finds there. */
    static const unsigned char signs[16] = { ['\n'] = '\n', ['\r'] = '\r', ['\x1b' & 15] = '\x1b' };
    __m256i bytes = bytes_at(at), groups = groups_of(bytes, words, 0);
#pragma GCC unroll 4
    for (size_t place = 1; place < FINGERPRINT_SIZE; place++)
        groups = _mm256_and_si256(groups, groups_of(bytes_at(at + place), words, place));
    __m256i none = _mm256_cmpeq_epi8(groups, _mm256_setzero_si256());
    __m256i sign = _mm256_cmpeq_epi8(bytes, _mm256_shuffle_epi8(table(signs), bytes));
    return (unsigned)_mm256_movemask_epi8(_mm256_andnot_si256(sign, none));
}

WIDE void mark_wide(const struct fingerprints *restrict words, const char *at, size_t blocks,
                    uint64_t *restrict marks)
{
    for (size_t block = 0; block < blocks; block++, at += PREFILTER_BLOCK) {
        _mm_prefetch(at + 2 * PREFILTER_PART, _MM_HINT_T0); /* it may be beyond the end */
        marks[block] = ~(dull(words, at) | dull(words, at + PREFILTER_BLOCK / 2) << 32);
    }
}
#endif

/* Marks the bytes of the part, and what is behind its end in its last block. */
static void mark_part(const struct prefilter *filter, struct marker marker, size_t blocks,
                      uint64_t *marks)
{
    const char *at = filter->text.at + filter->from;
    size_t size = filter->text.size - filter->from;
    char room[2 * PREFILTER_BLOCK + FINGERPRINT_SIZE]; /* the last fingerprint goes beyond */
    size_t whole = size < FINGERPRINT_SIZE ? 0 : (size - FINGERPRINT_SIZE) / PREFILTER_BLOCK;
    if (whole > blocks)
        whole = blocks;
    marker.mark(filter->words, at, whole, marks);
    if (whole == blocks)
        return;
    at += whole * PREFILTER_BLOCK;
    size -= whole * PREFILTER_BLOCK;
    memcpy(room, at, size);
    memset(room + size, ' ', sizeof(room) - size);
    marker.mark(filter->words, room, blocks - whole, marks + whole);
}

/* Adds the places of a block.  Most have a few: that is done without a branch, since how many
 * cannot be foretold. */
static size_t add_places(uint16_t *places, size_t count, size_t from, uint64_t marks)
{
    static const uint64_t last = (uint64_t)1 << (PREFILTER_BLOCK - 1);
    do {
#pragma GCC unroll 4
        for (size_t i = 0; i < PREFILTER_SPARE; i++) {
            places[count] = (uint16_t)(from + (size_t)__builtin_ctzll(marks | last));
            count += marks != 0;
            marks &= marks - 1;
        }
    } while (marks != 0);
    return count;
}

static void look(struct prefilter *filter, size_t from, struct marker marker)
{
    uint64_t marks[PREFILTER_BLOCKS];
    size_t left = filter->text.size - from, size = left < PREFILTER_PART ? left : PREFILTER_PART;
    size_t blocks = (size + PREFILTER_BLOCK - 1) / PREFILTER_BLOCK, count = 0;
    filter->from = from;
    filter->to = from + size;
    filter->next = 0;
    mark_part(filter, marker, blocks, marks);
    for (size_t i = 0; i < blocks; i++)
        count = add_places(filter->places, count, i * PREFILTER_BLOCK, marks[i]);
    while (count > 0 && filter->places[count - 1] >= size)
        count--;
    filter->count = count;
}

void prefilter_look_plain(struct prefilter *filter, size_t from)
{
    look(filter, from, (struct marker){ mark_plain });
}

void prefilter_look(struct prefilter *filter, size_t from)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        look(filter, from, (struct marker){ mark_wide });
        return;
    }
#endif
    prefilter_look_plain(filter, from);
}

void prefilter_seek(struct prefilter *filter, size_t from)
{
    if (from < filter->from || from >= filter->to) {
        prefilter_look(filter, from);
        return;
    }
    size_t in = from - filter->from;
    while (filter->next < filter->count && filter->places[filter->next] < in)
        filter->next++;
    while (filter->next > 0 && filter->places[filter->next - 1] >= in)
        filter->next--;
}

size_t prefilter_next_part(struct prefilter *filter)
{
    while (filter->to < filter->text.size) {
        prefilter_look(filter, filter->to);
        if (filter->count > 0)
            return filter->from + filter->places[filter->next++];
    }
    return filter->text.size;
}
