#include "crash/fingerprint.h"

/* How often bytes are in logs, roughly. */
static const unsigned char often[256] = {
    [' '] = 160,        ['!' ... ','] = 6,  ['-' ... '/'] = 20, ['0' ... '9'] = 30,
    [':'] = 20,         [';' ... '@'] = 6,  ['A' ... 'Z'] = 8,  ['[' ... '^'] = 6,
    ['_'] = 20,         ['`'] = 6,          ['a'] = 80,         ['b'] = 30,
    ['c' ... 'e'] = 80, ['f' ... 'h'] = 30, ['i'] = 80,         ['j' ... 'k'] = 30,
    ['l'] = 80,         ['m'] = 30,         ['n' ... 'o'] = 80, ['p' ... 'q'] = 30,
    ['r' ... 'u'] = 80, ['v' ... 'z'] = 30, ['{' ... '~'] = 6,
};

/* How often bytes fit the group at that place of its fingerprints, if such a byte does. */
static unsigned often_with(const struct fingerprints *all, size_t place, size_t group,
                           unsigned char byte)
{
    const unsigned char *low = all->low[place], *high = all->high[place];
    unsigned bit = 1U << group, sum = all->often[place][group];
    bool new_low = !(low[byte & 15] & bit), new_high = !(high[byte >> 4] & bit);
    for (unsigned i = 0; i < 16; i++) {
        if (new_low && (high[i] & bit))
            sum += often[i << 4 | (byte & 15)] + 1U;
        if (new_high && ((low[i] & bit) || i == (byte & 15)))
            sum += often[(byte & 0xf0) | i] + 1U;
    }
    return sum;
}

/* How much more often a fingerprint of the group fits, with another one in it. */
static double cost(const struct fingerprints *all, size_t group, const char *bytes)
{
    double before = 1, after = 1;
    for (size_t place = 0; place < FINGERPRINT_SIZE; place++) {
        before *= all->often[place][group];
        after *= often_with(all, place, group, (unsigned char)bytes[place]);
    }
    return after - before;
}

static void put(struct fingerprints *all, size_t group, const char *bytes)
{
    for (size_t place = 0; place < FINGERPRINT_SIZE; place++) {
        unsigned char byte = (unsigned char)bytes[place];
        all->often[place][group] = often_with(all, place, group, byte);
        all->low[place][byte & 15] |= (unsigned char)(1U << group);
        all->high[place][byte >> 4] |= (unsigned char)(1U << group);
    }
}

size_t fingerprint_add(struct fingerprints *all, const char *word)
{
    size_t size = strlen(word), chosen = 0, chosen_group = 0;
    double least = -1;
    for (size_t group = 0; group < FINGERPRINT_GROUPS; group++) {
        for (size_t at = 0; at + FINGERPRINT_SIZE <= size; at++) {
            double more = cost(all, group, word + at);
            if (least < 0 || more < least) {
                least = more;
                chosen = at;
                chosen_group = group;
            }
        }
    }
    put(all, chosen_group, word + chosen);
    return chosen;
}
