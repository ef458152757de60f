/* What tests make archives with: libarchive itself, which writes what tar and zip would. */
#ifndef PACK_H
#define PACK_H

#include <archive.h>
#include <archive_entry.h>

#include "scene.h"

enum { PACK_ROOM = 12 * 1024 * 1024 };

struct pack {
    struct archive *writer;
    char *room;
    size_t used;
};

/* format is one of ARCHIVE_FORMAT_TAR_USTAR, _TAR_PAX_RESTRICTED, _TAR_GNUTAR, _ZIP; filters is how
 * often gzip is laid around it. */
static inline struct pack pack_begin(struct arena *mem, int format, int filters)
{
    struct pack pack = { archive_write_new(), arena_alloc(mem, PACK_ROOM), 0 };
    assert_int_equal(archive_write_set_format(pack.writer, format), ARCHIVE_OK);
    while (filters-- > 0)
        assert_int_equal(archive_write_add_filter_gzip(pack.writer), ARCHIVE_OK);
    return pack;
}

static inline void pack_open(struct pack *pack)
{
    archive_write_set_bytes_in_last_block(pack->writer, 1);
    assert_int_equal(archive_write_open_memory(pack->writer, pack->room, PACK_ROOM, &pack->used),
                     ARCHIVE_OK);
}

static inline void pack_entry(struct pack *pack, const char *name, unsigned type, const char *link)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, type);
    archive_entry_set_perm(entry, 04755);
    archive_entry_set_size(entry, 0);
    if (link && type == AE_IFLNK)
        archive_entry_set_symlink(entry, link);
    else if (link)
        archive_entry_set_hardlink(entry, link);
    assert_int_equal(archive_write_header(pack->writer, entry), ARCHIVE_OK);
    archive_entry_free(entry);
}

static inline void pack_file(struct pack *pack, const char *name, struct bytes data)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)data.size);
    assert_int_equal(archive_write_header(pack->writer, entry), ARCHIVE_OK);
    if (data.size > 0)
        assert_int_equal(archive_write_data(pack->writer, data.at, data.size), data.size);
    archive_entry_free(entry);
}

static inline struct bytes pack_end(struct pack *pack)
{
    assert_int_equal(archive_write_close(pack->writer), ARCHIVE_OK);
    archive_write_free(pack->writer);
    return (struct bytes){ pack->room, pack->used };
}

struct pack_content {
    const char *name, *data;
};

/* A tar of these files; the last one has no name. */
static inline struct bytes pack_tar(struct arena *mem, const struct pack_content *files)
{
    struct pack pack = pack_begin(mem, ARCHIVE_FORMAT_TAR_GNUTAR, 0);
    pack_open(&pack);
    for (; files->name; files++)
        pack_file(&pack, files->name, bytes_from(files->data));
    return pack_end(&pack);
}

#endif
