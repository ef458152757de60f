/*
 * The files in a tar, tar.gz or zip; the only door to libarchive.
 *
 * Nothing is written anywhere, and names are only names: they may hold any byte but NUL.  An
 * archive is looked through before memory is taken for what it holds, so that a bomb costs time up
 * to the limits and no memory.
 */
#ifndef BASE_ARCHIVE_H
#define BASE_ARCHIVE_H

#include "base/text.h"

enum {
    ARCHIVE_MEMBERS_MAX = 50000,
    ARCHIVE_NAME_MAX = 1000,              /* bytes */
    ARCHIVE_RATIO_MAX = 250,              /* bytes unpacked for each byte packed, */
    ARCHIVE_RATIO_FREE = 4 * 1024 * 1024, /* above this size */
};

struct archive_member {
    struct archive_member *next;
    const char *name; /* a path without leading slash, "." and ".." */
    struct bytes data;
};

/*
 * The regular files that are wanted, in the order of the archive.  fail(FAIL_INPUT) if the bytes
 * are no archive, or a damaged one; FAIL_TOO_BIG past a limit, ARCHIVE_… or unpacked_max bytes in
 * all, wanted or not; FAIL_REFUSED for links, devices, encrypted files, absolute names and those
 * that lead out.  The reason names the member.
 */
const struct archive_member *archive_members(struct arena *mem, struct bytes packed,
                                             size_t unpacked_max, bool (*wanted)(const char *name));

#endif
