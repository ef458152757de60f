#include "base/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include "base/fail.h"

enum { SHOWN_MAX = 200, GZIP_ONCE = 2 /* filters: gzip, and none */ };

struct found {
    struct archive_member member; /* first: what others see of it */
    size_t ordinal;               /* in the archive, from 1 */
};

/* An archive while it is looked through, from its beginning to its end. */
struct pass {
    struct arena *mem;
    struct bytes packed;
    size_t unpacked_max;
    struct archive *reader;
    locale_t locale, before; /* libarchive drops names that its locale does not know */
    size_t members, unpacked;
};

static void end_reader(void *what)
{
    struct pass *pass = what;
    if (!pass->reader)
        return;
    archive_read_free(pass->reader);
    pass->reader = NULL;
    uselocale(pass->before);
    freelocale(pass->locale);
}

/* A name as it may stand in an answer. */
static const char *shown(const struct pass *pass, const char *name)
{
    return text_clean(pass->mem, bytes_from(name), SHOWN_MAX);
}

/* libarchive takes the word of each entry of a zip's directory before anybody can count them. */
static void check_directory(struct bytes packed)
{
    static const char entry[] = { 'P', 'K', 1, 2 };
    size_t count = 0;
    const char *at = packed.at, *end = packed.at + packed.size;
    while ((at = memmem(at, (size_t)(end - at), entry, sizeof(entry)))) {
        at += sizeof(entry);
        count++;
    }
    if (count > ARCHIVE_MEMBERS_MAX)
        fail(FAIL_TOO_BIG, "the archive has more than %d members", ARCHIVE_MEMBERS_MAX);
}

static struct pass *pass_new(struct arena *mem, struct bytes packed, size_t unpacked_max)
{
    struct pass *pass = ARENA_ONE(mem, struct pass);
    *pass = (struct pass){ .mem = mem, .packed = packed, .unpacked_max = unpacked_max };
    arena_defer(mem, end_reader, pass);
    pass->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL);
    struct archive *reader = pass->locale ? archive_read_new() : NULL;
    if (!reader)
        fail(FAIL_AWAY, "out of memory");
    pass->reader = reader;
    pass->before = uselocale(pass->locale);
    archive_read_support_filter_gzip(reader);
    archive_read_support_format_tar(reader);
    archive_read_support_format_zip_seekable(reader);
    if (archive_read_open_memory(reader, packed.at, packed.size) != ARCHIVE_OK)
        fail(FAIL_INPUT, "the archive is neither tar, tar.gz nor zip, or it is damaged");
    if (archive_filter_count(reader) > GZIP_ONCE)
        fail(FAIL_REFUSED, "the archive is packed more than once");
    return pass;
}

/* Without what means nothing in it: leading "./", doubled slashes, a slash at the end.  NULL if
 * nothing is left. */
static const char *plain_name(struct pass *pass, const char *raw)
{
    size_t size = strlen(raw);
    if (size > ARCHIVE_NAME_MAX)
        fail(FAIL_TOO_BIG, "a name in the archive has %zu bytes, %d are allowed: %s", size,
             ARCHIVE_NAME_MAX, shown(pass, raw));
    if (*raw == '/')
        fail(FAIL_REFUSED, "the archive holds an absolute name: %s", shown(pass, raw));
    struct text name = text_new(pass->mem, ARCHIVE_NAME_MAX + 1);
    while (*raw) {
        struct bytes part = { raw, strcspn(raw, "/") };
        raw += part.size + (raw[part.size] == '/');
        if (bytes_equal(part, BYTES("..")))
            fail(FAIL_REFUSED, "the archive holds a name with \"..\": %s", shown(pass, part.at));
        if (part.size == 0 || bytes_equal(part, BYTES(".")))
            continue;
        text_add(&name, name.size > 0 ? "/" : "");
        text_add_bytes(&name, part);
    }
    return name.at;
}

/* A zip may call a name UTF-8 that is none: then there is nothing to be had of it. */
static const char *raw_name(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);
    return name ? name : "unreadable name";
}

static const char *odd_kind(struct archive_entry *entry)
{
    if (archive_entry_hardlink(entry) || archive_entry_hardlink_w(entry))
        return "hard link";
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
    case AE_IFDIR: return NULL;
    case AE_IFLNK: return "symbolic link";
    case AE_IFCHR:
    case AE_IFBLK: return "device";
    case AE_IFIFO: return "fifo";
    default: return "special file";
    }
}

static void check_entry(struct pass *pass, struct archive_entry *entry)
{
    const char *raw = raw_name(entry), *odd = odd_kind(entry);
    if (++pass->members > ARCHIVE_MEMBERS_MAX)
        fail(FAIL_TOO_BIG, "the archive has more than %d members", ARCHIVE_MEMBERS_MAX);
    if (odd)
        fail(FAIL_REFUSED, "the archive holds a %s, which is not taken: %s", odd, shown(pass, raw));
    if (archive_entry_is_encrypted(entry))
        fail(FAIL_REFUSED, "the archive holds an encrypted file: %s", shown(pass, raw));
}

/* That of a member there are size bytes, in all that many more than before. */
static void add_size(struct pass *pass, size_t size, const char *name)
{
    if (size > pass->unpacked_max || pass->unpacked + size > pass->unpacked_max)
        fail(FAIL_TOO_BIG, "the archive holds more than %zu bytes unpacked, at %s",
             pass->unpacked_max, shown(pass, name));
    pass->unpacked += size;
    if (pass->unpacked > ARCHIVE_RATIO_FREE &&
        pass->unpacked / ARCHIVE_RATIO_MAX > pass->packed.size)
        fail(FAIL_TOO_BIG, "the archive unpacks to more than %d times its size, at %s",
             ARCHIVE_RATIO_MAX, shown(pass, name));
}

/* The next block of a member; false at its end. */
static bool next_block(struct pass *pass, const char *name, struct bytes *block, size_t *offset)
{
    const void *at = NULL;
    la_int64_t where = 0;
    int result = archive_read_data_block(pass->reader, &at, &block->size, &where);
    if (result == ARCHIVE_EOF)
        return false;
    if (result != ARCHIVE_OK || where < 0)
        fail(FAIL_INPUT, "the archive is damaged or cut off at %s", shown(pass, name));
    block->at = at;
    *offset = (size_t)where;
    return true;
}

/* The size of a member, holes included. */
static size_t measure(struct pass *pass, struct archive_entry *entry, const char *name)
{
    struct bytes block;
    size_t size = 0, offset;
    la_int64_t told = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;
    if (told > (la_int64_t)pass->unpacked_max)
        add_size(pass, (size_t)told, name);
    while (next_block(pass, name, &block, &offset)) {
        if (offset < size || offset > pass->unpacked_max)
            offset = offset < size ? size : pass->unpacked_max + 1;
        add_size(pass, offset + block.size - size, name);
        size = offset + block.size;
    }
    if (told > (la_int64_t)size) {
        add_size(pass, (size_t)told - size, name);
        size = (size_t)told;
    }
    return size;
}

/* False at the end of the archive. */
static bool next_entry(struct pass *pass, struct archive_entry **entry)
{
    int result = archive_read_next_header(pass->reader, entry);
    if (result == ARCHIVE_EOF)
        return false;
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
        fail(FAIL_INPUT,
             "the archive is neither tar, tar.gz nor zip, or it is damaged after %zu "
             "members",
             pass->members);
    return true;
}

/* A chain of the names and sizes of what is wanted. */
static struct found *survey(struct pass *pass, bool (*wanted)(const char *name))
{
    struct archive_entry *entry;
    struct archive_member *first = NULL, **end = &first;
    while (next_entry(pass, &entry)) {
        check_entry(pass, entry);
        const char *name = plain_name(pass, raw_name(entry));
        size_t size = measure(pass, entry, name ? name : ".");
        if (!name || archive_entry_filetype(entry) != AE_IFREG || !wanted(name))
            continue;
        struct found *found = ARENA_ONE(pass->mem, struct found);
        found->member = (struct archive_member){ .name = name, .data.size = size };
        found->ordinal = pass->members;
        *end = &found->member;
        end = &found->member.next;
    }
    return (struct found *)first;
}

static void read_member(struct pass *pass, struct found *found)
{
    struct bytes block;
    struct archive_member *member = &found->member;
    struct archive_entry *entry;
    size_t offset;
    for (; pass->members < found->ordinal; pass->members++)
        if (!next_entry(pass, &entry))
            fail(FAIL_BROKEN, "an archive unpacked in two ways");
    char *room = arena_alloc(pass->mem, member->data.size + 1);
    while (next_block(pass, member->name, &block, &offset)) {
        if (offset > member->data.size || block.size > member->data.size - offset)
            fail(FAIL_BROKEN, "a member of an archive unpacked in two ways");
        if (block.size > 0)
            memcpy(room + offset, block.at, block.size);
    }
    member->data.at = room;
}

const struct archive_member *archive_members(struct arena *mem, struct bytes packed,
                                             size_t unpacked_max, bool (*wanted)(const char *name))
{
    check_directory(packed);
    struct pass *pass = pass_new(mem, packed, unpacked_max);
    struct found *first = survey(pass, wanted);
    end_reader(pass);
    pass = pass_new(mem, packed, unpacked_max);
    for (struct found *f = first; f; f = (struct found *)f->member.next)
        read_member(pass, f);
    end_reader(pass);
    return first ? &first->member : NULL;
}
