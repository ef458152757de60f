#include "crash/prefilter.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { ROOM = PREFILTER_AT_ONCE + FINGERPRINT_SIZE }; /* the last fingerprint goes beyond */

void prefilter_open(struct prefilter *filter, const struct fingerprints *words, struct bytes text)
{
    size_t before = (size_t)-PREFILTER_AT_ONCE; /* of the text: nothing of it was looked at */
    *filter = (struct prefilter){ .words = words, .text = text, .from = before };
}

static void mark_plain(const struct fingerprints *words, const char *at, uint64_t *marks)
{
    for (size_t block = 0; block < PREFILTER_BLOCKS; block++) {
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
    __m256i nibble = _mm256_set1_epi8(15);
    __m256i low = _mm256_and_si256(bytes, nibble);
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble);
    return _mm256_and_si256(_mm256_shuffle_epi8(table(words->low[place]), low),
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

WIDE void mark_wide(const struct fingerprints *words, const char *at, uint64_t *marks)
{
    for (size_t block = 0; block < PREFILTER_BLOCKS; block++, at += PREFILTER_BLOCK)
        marks[block] = ~(dull(words, at) | dull(words, at + PREFILTER_BLOCK / 2) << 32);
}
#endif

/* Line ends stand for what is behind the end of the text. */
static void look(struct prefilter *filter, size_t from,
                 void (*mark)(const struct fingerprints *words, const char *at, uint64_t *marks))
{
    const char *at = filter->text.at + from;
    size_t size = filter->text.size - from;
    char room[ROOM];
    if (size < ROOM) {
        memset(room, '\n', sizeof(room));
        memcpy(room, at, size);
        at = room;
    }
    filter->from = from;
    mark(filter->words, at, filter->marks);
    for (size_t i = size; i < PREFILTER_AT_ONCE; i++)
        filter->marks[i / PREFILTER_BLOCK] &= ~((uint64_t)1 << i % PREFILTER_BLOCK);
}

void prefilter_look_plain(struct prefilter *filter, size_t from)
{
    look(filter, from, mark_plain);
}

void prefilter_look(struct prefilter *filter, size_t from)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        look(filter, from, mark_wide);
        return;
    }
#endif
    prefilter_look_plain(filter, from);
}

size_t prefilter_find(struct prefilter *filter, size_t from)
{
    while (from < filter->text.size) {
        size_t in = from - filter->from;
        if (in >= PREFILTER_AT_ONCE) {
            prefilter_look(filter, from);
            in = 0;
        }
        uint64_t left = filter->marks[in / PREFILTER_BLOCK] >> in % PREFILTER_BLOCK;
        if (left != 0)
            return from + (size_t)__builtin_ctzll(left);
        from += PREFILTER_BLOCK - in % PREFILTER_BLOCK;
    }
    return filter->text.size;
}
