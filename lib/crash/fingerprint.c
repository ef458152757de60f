#include "crash/fingerprint.h"

enum { GROUPS = 8 };

/* How often bytes are in logs, roughly. */
static const unsigned char often[256] = {
    [' '] = 160,        ['!' ... ','] = 6,  ['-' ... '/'] = 20, ['0' ... '9'] = 30,
    [':'] = 20,         [';' ... '@'] = 6,  ['A' ... 'Z'] = 8,  ['[' ... '^'] = 6,
    ['_'] = 20,         ['`'] = 6,          ['a'] = 80,         ['b'] = 30,
    ['c' ... 'e'] = 80, ['f' ... 'h'] = 30, ['i'] = 80,         ['j' ... 'k'] = 30,
    ['l'] = 80,         ['m'] = 30,         ['n' ... 'o'] = 80, ['p' ... 'q'] = 30,
    ['r' ... 'u'] = 80, ['v' ... 'z'] = 30, ['{' ... '~'] = 6,
};

/* How often a byte fits the group, at one place of its fingerprints. */
static unsigned fits_at(const struct fingerprints *all, size_t place, unsigned group)
{
    unsigned sum = 0;
    for (unsigned high = 0; high < 16; high++) {
        if (!(all->high[place][high] & group))
            continue;
        for (unsigned low = 0; low < 16; low++)
            sum += all->low[place][low] & group ? often[high << 4 | low] + 1U : 0;
    }
    return sum;
}

/* How often all of a fingerprint fits. */
static double fits(const struct fingerprints *all, unsigned group)
{
    double product = 1;
    for (size_t place = 0; place < FINGERPRINT_SIZE; place++)
        product *= fits_at(all, place, group);
    return product;
}

static void put(struct fingerprints *all, const char *bytes, unsigned group)
{
    for (size_t place = 0; place < FINGERPRINT_SIZE; place++) {
        unsigned char c = (unsigned char)bytes[place];
        all->low[place][c & 15] |= (unsigned char)group;
        all->high[place][c >> 4] |= (unsigned char)group;
    }
}

size_t fingerprint_add(struct fingerprints *all, const char *word)
{
    size_t size = strlen(word), chosen = 0;
    unsigned chosen_group = 1;
    double least = -1;
    for (unsigned group = 1; group < 1U << GROUPS; group <<= 1) {
        double before = fits(all, group);
        for (size_t at = 0; at + FINGERPRINT_SIZE <= size; at++) {
            struct fingerprints with = *all;
            put(&with, word + at, group);
            double more = fits(&with, group) - before;
            if (least < 0 || more < least) {
                least = more;
                chosen = at;
                chosen_group = group;
            }
        }
    }
    put(all, word + chosen, chosen_group);
    return chosen;
}
