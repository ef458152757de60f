/* The keys of base/secret.h: where they come from, and what they are called. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/fail.h"
#include "base/secret_own.h"

enum {
    KID_SIZE_MAX = 32,
    LINE_SIZE_MAX = 128,
    FILE_SIZE_MAX = SECRET_KEYS_MAX * LINE_SIZE_MAX,
};

struct key {
    char kid[KID_SIZE_MAX + 1];
    unsigned char bytes[SECRET_KEY_SIZE];
};

/* The keys of the process; the first is current. */
static struct {
    struct key at[SECRET_KEYS_MAX];
    size_t count;
} keys;

static unsigned era;
static bool in_environment;

static const char variable[] = "NOPANIC_SECRET_KEYS";

/* Reads the file whole, if nobody but its owner may; the size, or -1. */
static ssize_t read_private(const char *path, char *text, size_t room)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    ssize_t size = -1;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        errno = EINVAL;
    else if (status.st_mode & (S_IRWXG | S_IRWXO))
        errno = EPERM;
    else
        size = read(fd, text, room);
    int reason = errno;
    close(fd);
    errno = reason;
    return size;
}

const unsigned char *secret_key_bytes(const char *kid)
{
    for (size_t i = 0; i < keys.count; i++)
        if (!kid || strcmp(keys.at[i].kid, kid) == 0)
            return keys.at[i].bytes;
    return NULL;
}

/* "<kid> <64 hex digits>" */
static bool key_read(char *line)
{
    static const char kid_set[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    char *digits = line;
    char *kid = strsep(&digits, " ");
    size_t size = strlen(kid);
    if (size == 0 || size > KID_SIZE_MAX || strspn(kid, kid_set) != size || secret_key_bytes(kid))
        return false;
    if (!digits || strlen(digits) != 2 * SECRET_KEY_SIZE ||
        strspn(digits, "0123456789abcdefABCDEF") != 2 * SECRET_KEY_SIZE)
        return false;
    if (keys.count == SECRET_KEYS_MAX)
        return false;
    struct key *key = &keys.at[keys.count];
    memcpy(key->kid, kid, size + 1);
    for (size_t i = 0; i < SECRET_KEY_SIZE; i++)
        key->bytes[i] =
            (unsigned char)(text_hex_digit(digits[2 * i]) << 4 | text_hex_digit(digits[2 * i + 1]));
    keys.count++;
    return true;
}

/* The number of the first malformed line, 0 if all are well. */
static int keys_read(char *text, const char *between)
{
    int number = 0;
    for (char *line; (line = strsep(&text, between));) {
        number++;
        if (*line && !key_read(line))
            return number;
    }
    return 0;
}

void secret_open(const char *path)
{
    char text[FILE_SIZE_MAX + 1] = "";
    explicit_bzero(&keys, sizeof(keys));
    era++;
    in_environment = false;
    ssize_t size = read_private(path, text, FILE_SIZE_MAX);
    if (size < 0)
        fail(FAIL_BROKEN, "key file %s: %s", path,
             errno == EPERM ? "others may read it: chmod 0400" : strerror(errno));
    int bad_line = keys_read(text, "\n");
    explicit_bzero(text, sizeof(text));
    if (bad_line > 0)
        fail(FAIL_BROKEN, "key file %s, line %d: want an id of its own, a blank, 64 hex digits",
             path, bad_line);
    if (keys.count == 0)
        fail(FAIL_BROKEN, "key file %s holds no key", path);
}

/* The variable is overwritten where it stands: /proc shows those bytes, too. */
static void take(char *text)
{
    explicit_bzero(&keys, sizeof(keys));
    era++;
    size_t size = strlen(text);
    int bad = size > FILE_SIZE_MAX ? 1 : keys_read(text, ",");
    explicit_bzero(text, size);
    unsetenv(variable);
    if (bad > 0 || keys.count == 0)
        fail(FAIL_BROKEN, "%s, key %d: want an id of its own, a blank, 64 hex digits", variable,
             bad > 0 ? bad : 1);
    in_environment = true;
}

void secret_load(void)
{
    char *text = getenv(variable);
    const char *path = config_text("KEYS");
    if (text && *text)
        take(text);
    if (in_environment)
        return;
    if (!path)
        fail(FAIL_BROKEN, "NOPANIC_KEYS is not set: it names the key file");
    secret_open(path);
}

bool secret_in_environment(void)
{
    return in_environment;
}

void secret_hand_on(void)
{
    char text[FILE_SIZE_MAX + 1];
    size_t size = 0;
    for (size_t i = 0; in_environment && i < keys.count; i++) {
        size += (size_t)snprintf(text + size, sizeof(text) - size, "%s%s ", i > 0 ? "," : "",
                                 keys.at[i].kid);
        for (size_t j = 0; j < SECRET_KEY_SIZE; j++)
            size += (size_t)snprintf(text + size, sizeof(text) - size, "%02x", keys.at[i].bytes[j]);
    }
    if (size > 0)
        setenv(variable, text, 1);
    explicit_bzero(text, sizeof(text));
}

unsigned secret_era(void)
{
    return era;
}

const char *secret_current_kid(void)
{
    if (keys.count == 0)
        fail(FAIL_BROKEN, "no key file was read");
    return keys.at[0].kid;
}

const char *secret_kid(size_t index)
{
    return index < keys.count ? keys.at[index].kid : NULL;
}
