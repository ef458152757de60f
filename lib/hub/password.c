#include "hub/password.h"

#include <ctype.h>
#include <strings.h>

#include "base/fail.h"

enum { EFFORT_MIN = 5, WORD_MIN = 3, SEEN_MAX = 64 };

/*
 * What people begin with when they are asked for a password.  It need not be complete: a guess of
 * one of these with a year, a sign or a second one behind it is what comes first in every attack.
 */
static const char words[] =
    "password passwort passphrase passwd pass word secret geheim login admin administrator "
    "root user guest test testing tester demo default changeme change temp temporary letmein "
    "welcome willkommen hello hallo access master super server system service computer "
    "internet network database postgres oracle linux debian ubuntu windows google facebook "
    "github gitlab docker jenkins devops developer security secure private public company "
    "office monitor support manager qwerty qwertz azerty asdf zxcv iloveyou love lover you "
    "baby angel princess prince king queen lady girl boy friend family mother father sister "
    "brother sunshine summer winter spring autumn sommer monday tuesday wednesday thursday "
    "friday saturday sunday january february march april june july august september october "
    "november december football fussball soccer baseball basketball hockey golf tennis "
    "player gamer game monkey dragon tiger lion eagle falcon wolf bear horse dog cat fish "
    "bird shadow ghost ninja pirate batman superman spiderman starwars star trek matrix "
    "pokemon pikachu naruto minecraft michael jordan jennifer jessica ashley daniel andrew "
    "joshua matthew thomas robert charlie george william alexander nicole hannah anna maria "
    "peter martin chocolate cookie banana orange apple cherry cheese coffee pepper flower "
    "rose purple blue green red black white silver golden gold diamond money million dollar "
    "rich happy lucky forever always never trust trustno please thank sorry jesus christ god "
    "heaven hell freedom liberty america london berlin paris germany england france zero one "
    "two three four five six seven eight nine ten number abc xyz foo bar baz blah fuck shit "
    "asshole bitch sexy the and this that not new old big my is it me no "
    /* of this product and its surroundings */
    "nopanic panic fuzz fuzzing fuzzer crash crasher golang sanitizer ";

static const char *const runs[] = {
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
    "azertyuiop",
    "1qaz2wsx3edc4rfv5tgb",
    "1q2w3e4r5t6y7u8i9o0p",
    "!@#$%^&*()",
};

/* What has been found in one password so far. */
struct reading {
    const char *text; /* lower case */
    const char *name;
    const char *seen[SEEN_MAX]; /* pieces of it: a repetition is no effort */
    size_t seen_size[SEEN_MAX], seen_count;
    int effort;
};

/* A digit or sign that stands for a letter; the character itself if it stands for none. */
static char letter_of(char c)
{
    static const char signs[] = "0134578@$!|", letters[] = "oieastbasil";
    const char *found = c ? strchr(signs, c) : NULL;
    return found ? letters[found - signs] : c;
}

static bool stands_here(const char *at, struct bytes word)
{
    for (size_t i = 0; i < word.size; i++)
        if (at[i] != word.at[i] && letter_of(at[i]) != word.at[i])
            return false;
    return true;
}

static size_t longest_word(const struct reading *reading, const char *at)
{
    size_t longest = 0;
    for (const char *word = words; *word; word += strspn(word, " ")) {
        struct bytes one = { word, strcspn(word, " ") };
        if (one.size > longest && stands_here(at, one))
            longest = one.size;
        word += one.size;
    }
    size_t size = reading->name ? strlen(reading->name) : 0;
    if (size >= WORD_MIN && size > longest && strncasecmp(at, reading->name, size) == 0)
        longest = size;
    return longest;
}

/* How far the text goes on along a run, forwards or backwards, from its first character. */
static size_t along(const char *at, const char *run)
{
    size_t longest = 0;
    for (const char *start = run; *start; start++) {
        size_t forwards = 0, backwards = 0;
        while (start[forwards] && at[forwards] == start[forwards])
            forwards++;
        while (backwards <= (size_t)(start - run) && at[backwards] == *(start - backwards))
            backwards++;
        longest = forwards > longest ? forwards : longest;
        longest = backwards > longest ? backwards : longest;
    }
    return longest;
}

static size_t longest_run(const char *at)
{
    size_t longest = 1;
    while (at[longest] == at[0])
        longest++;
    for (size_t i = 0; i < COUNT_OF(runs); i++) {
        size_t size = along(at, runs[i]);
        longest = size > longest ? size : longest;
    }
    bool is_year =
        (strncmp(at, "19", 2) == 0 || strncmp(at, "20", 2) == 0) && strspn(at, "0123456789") == 4;
    return is_year && longest < 4 ? 4 : longest;
}

/* A piece that was there before costs nothing to guess. */
static bool was_seen(struct reading *reading, const char *at, size_t size)
{
    for (size_t i = 0; i < reading->seen_count; i++)
        if (reading->seen_size[i] == size && strncmp(reading->seen[i], at, size) == 0)
            return true;
    if (reading->seen_count < SEEN_MAX) {
        reading->seen[reading->seen_count] = at;
        reading->seen_size[reading->seen_count++] = size;
    }
    return false;
}

/* Whether it would be tried early: common words, this name, the product's, runs of the keyboard or
 * of the alphabet, repetitions, with whatever digits and signs around them. */
static bool is_common(const char *password, const char *name)
{
    char lower[PASSWORD_BYTES_MAX + 1];
    size_t length = strlen(password);
    if (length > PASSWORD_BYTES_MAX)
        return false;
    for (size_t i = 0; i <= length; i++)
        lower[i] = (char)tolower((unsigned char)password[i]);

    struct reading reading = { .text = lower, .name = name };
    for (const char *at = lower; *at;) {
        size_t word = longest_word(&reading, at), run = longest_run(at);
        size_t size = word > run ? word : run;
        reading.effort += !was_seen(&reading, at, size);
        at += size;
    }
    return reading.effort < EFFORT_MIN;
}

_Static_assert(PASSWORD_CHARACTERS_MIN == 12 && PASSWORD_CHARACTERS_MAX == 128, "as it is told");

const char *password_problem(const char *password, const char *name)
{
    size_t characters = 0;
    for (struct bytes rest = bytes_from(password); rest.size > 0; characters++) {
        size_t size = text_character(rest);
        if (size == 0)
            return "the password is not UTF-8 text";
        rest = (struct bytes){ rest.at + size, rest.size - size };
    }
    if (characters < PASSWORD_CHARACTERS_MIN || characters > PASSWORD_CHARACTERS_MAX ||
        strlen(password) > PASSWORD_BYTES_MAX)
        return "the password must have 12 to 128 characters";
    if (is_common(password, name))
        return "the password is one of those that are tried first: common words, names, "
               "years, keyboard runs. Take several unrelated words, or let a password "
               "manager make one";
    return NULL;
}

void password_need(const char *password, const char *name)
{
    const char *problem = password_problem(password, name);
    if (problem)
        fail(FAIL_REFUSED, "%s", problem);
}
