/* lib/base/archive.c */
#include "base/archive.h"

#include <locale.h>
#include <stdlib.h>

#include "base/clock.h"
#include "pack.h"

enum { UNPACKED_MAX = 64 * 1024 * 1024 };

static bool all(const char *name)
{
    (void)name;
    return true;
}

static bool only_logs(const char *name)
{
    size_t size = strlen(name);
    return size > 4 && strcmp(name + size - 4, ".log") == 0;
}

struct input {
    struct arena *mem;
    struct bytes packed;
    const struct archive_member *members;
};

static void read_input(void *arg)
{
    struct input *input = arg;
    input->members = archive_members(input->mem, input->packed, UNPACKED_MAX, all);
}

static enum fail reading(struct arena *mem, struct bytes packed)
{
    return scene_fails(read_input, &(struct input){ mem, packed, NULL });
}

#define assert_refused(mem, packed, kind, words)                                                   \
    do {                                                                                           \
        enum fail got = reading(mem, packed);                                                      \
        if (got != (kind) || !strstr(scene_reason(), words))                                       \
            fail_msg("%d: %s", (int)got, got == FAIL_NOT ? "taken" : scene_reason());              \
    } while (0)

static const struct form {
    int format, filters;
} forms[] = {
    { ARCHIVE_FORMAT_TAR_USTAR, 0 },
    { ARCHIVE_FORMAT_TAR_USTAR, 1 },
    { ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, 1 },
    { ARCHIVE_FORMAT_TAR_GNUTAR, 0 },
    { ARCHIVE_FORMAT_ZIP, 0 },
};

static const char afl_name[] = "out/main/crashes/id:000000,sig:06,src:000000,time:728,op:havoc";

static void tar_gzip_and_zip_give_the_names_and_bytes_of_their_files(void **state)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct pack pack = pack_begin(*state, forms[i].format, forms[i].filters);
        pack_open(&pack);
        pack_entry(&pack, "./out/", AE_IFDIR, NULL);
        pack_file(&pack, afl_name, BYTES("\0\xff\r\n"));
        pack_file(&pack, "./out//empty", BYTES(""));
        const struct archive_member *m =
            archive_members(*state, pack_end(&pack), UNPACKED_MAX, all);
        assert_string_equal(m->name, afl_name);
        assert_int_equal(m->data.size, 4);
        assert_memory_equal(m->data.at, "\0\xff\r\n", 4);
        assert_string_equal(m->next->name, "out/empty");
        assert_int_equal(m->next->data.size, 0);
        assert_null(m->next->next);
    }
}

static void names_of_any_script_and_of_no_encoding_stay_as_they_are(void **state)
{
    static const char *const names[] = { "\xc3\xbcn\xc3\xaf", "a b", "\xff\xfe", "-rf", "x\ny" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_string_equal(
            archive_members(
                *state,
                pack_tar(*state, (struct pack_content[]){ { names[i], "x" }, { NULL, "" } }),
                UNPACKED_MAX, all)
                ->name,
            names[i]);
}

/* In pax and zip they are told as UTF-8, which the locale of the programs does not know. */
static void names_in_utf_8_do_not_depend_on_the_locale(void **state)
{
    static const int formats[] = { ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, ARCHIVE_FORMAT_ZIP };
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct pack pack = pack_begin(*state, formats[i], 0);
        setlocale(LC_CTYPE, "C.UTF-8");
        pack_open(&pack);
        pack_file(&pack, "\xc3\xbcn\xc3\xaf", BYTES("x"));
        struct bytes packed = pack_end(&pack);
        setlocale(LC_CTYPE, "C");
        assert_string_equal(archive_members(*state, packed, UNPACKED_MAX, all)->name,
                            "\xc3\xbcn\xc3\xaf");
    }
}

static void what_is_not_wanted_is_left_out_and_the_rest_has_its_own_bytes(void **state)
{
    const struct archive_member *m =
        archive_members(*state,
                        pack_tar(*state, (struct pack_content[]){ { "a", "1" },
                                                                  { "a.log", "22" },
                                                                  { "b", "333" },
                                                                  { "b.log", "4444" },
                                                                  { NULL, "" } }),
                        UNPACKED_MAX, only_logs);
    assert_string_equal(m->name, "a.log");
    assert_memory_equal(m->data.at, "22", 3);
    assert_string_equal(m->next->name, "b.log");
    assert_memory_equal(m->next->data.at, "4444", 5);
    assert_null(m->next->next);
}

static void links_devices_and_fifos_are_refused(void **state)
{
    static const struct {
        unsigned type;
        const char *link, *words;
    } rows[] = {
        { AE_IFLNK, "/etc/passwd", "symbolic link, which is not taken: in/odd" },
        { AE_IFREG, "other", "hard link, which is not taken: in/odd" },
        { AE_IFCHR, NULL, "device, which is not taken: in/odd" },
        { AE_IFBLK, NULL, "device, which is not taken: in/odd" },
        { AE_IFIFO, NULL, "fifo, which is not taken: in/odd" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct pack pack = pack_begin(*state, ARCHIVE_FORMAT_TAR_GNUTAR, 1);
        pack_open(&pack);
        pack_file(&pack, "fine", BYTES("x"));
        pack_entry(&pack, "in/odd", rows[i].type, rows[i].link);
        assert_refused(*state, pack_end(&pack), FAIL_REFUSED, rows[i].words);
    }
    struct pack pack = pack_begin(*state, ARCHIVE_FORMAT_ZIP, 0);
    pack_open(&pack);
    pack_entry(&pack, "odd", AE_IFLNK, "/etc");
    assert_refused(*state, pack_end(&pack), FAIL_REFUSED, "symbolic link");
}

static void names_that_lead_out_are_refused(void **state)
{
    static const char *const names[] = { "../x", "a/../../x", "a/..", "/etc/passwd", "./../x" };
    static const int formats[] = { ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FORMAT_ZIP };
    for (size_t f = 0; f < COUNT_OF(formats); f++)
        for (size_t i = 0; i < COUNT_OF(names); i++) {
            struct pack pack = pack_begin(*state, formats[f], 0);
            pack_open(&pack);
            pack_file(&pack, names[i], BYTES("x"));
            struct bytes packed = pack_end(&pack);
            assert_refused(*state, packed, FAIL_REFUSED, "name");
        }
    char name[ARCHIVE_NAME_MAX + 2];
    memset(name, 'n', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    struct pack_content files[] = { { name, "x" }, { NULL, "" } };
    assert_refused(*state, pack_tar(*state, files), FAIL_TOO_BIG, "1001 bytes, 1000 are allowed");
    name[ARCHIVE_NAME_MAX] = '\0';
    assert_int_equal(reading(*state, pack_tar(*state, files)), FAIL_NOT);
}

static void the_reason_names_the_member_without_its_control_characters(void **state)
{
    struct pack_content files[] = { { "../\x1b[2J\xff", "x" }, { NULL, "" } };
    assert_refused(*state, pack_tar(*state, files), FAIL_REFUSED,
                   "\"..\": ../\xef\xbf\xbd[2J\xef\xbf\xbd");
}

/* A file of that many zeros in a tar.gz, or in a zip. */
static struct bytes bomb(struct arena *mem, int format, size_t size)
{
    static const char zeros[1024 * 1024];
    struct pack pack = pack_begin(mem, format, format == ARCHIVE_FORMAT_ZIP ? 0 : 1);
    pack_open(&pack);
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, "dir/zeros");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, (la_int64_t)size);
    assert_int_equal(archive_write_header(pack.writer, entry), ARCHIVE_OK);
    archive_entry_free(entry);
    for (size_t done = 0; done < size; done += sizeof(zeros))
        archive_write_data(pack.writer, zeros, sizeof(zeros));
    return pack_end(&pack);
}

static size_t peak_kb(void)
{
    char line[256];
    size_t kb = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof(line), status))
        if (strncmp(line, "VmHWM:", 6) == 0)
            kb = strtoul(line + 6, NULL, 10);
    if (status)
        fclose(status);
    return kb;
}

static void a_bomb_costs_no_memory(void **state)
{
    static const int formats[] = { ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FORMAT_ZIP };
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct bytes packed = bomb(*state, formats[i], (size_t)300 * 1024 * 1024);
        size_t before = peak_kb();
        int64_t begin = clock_monotonic_ms();
        assert_refused(*state, packed, FAIL_TOO_BIG, "dir/zeros");
        assert_in_range(peak_kb() - before, 0, 20 * 1024);
        assert_in_range(clock_monotonic_ms() - begin, 0, 2000);
    }
}

static void
what_unpacks_to_a_multiple_of_its_size_is_refused_only_above_some_megabytes(void **state)
{
    assert_int_equal(reading(*state, bomb(*state, ARCHIVE_FORMAT_ZIP, 4 * 1024 * 1024)), FAIL_NOT);
    assert_refused(*state, bomb(*state, ARCHIVE_FORMAT_ZIP, 16 * 1024 * 1024), FAIL_TOO_BIG,
                   "more than 250 times its size, at dir/zeros");
}

static void many_files_are_as_bad_as_a_large_one(void **state)
{
    struct pack pack = pack_begin(*state, ARCHIVE_FORMAT_TAR_GNUTAR, 0);
    pack.room = arena_alloc(*state, 40 * 1024 * 1024);
    archive_write_set_bytes_in_last_block(pack.writer, 1);
    archive_write_open_memory(pack.writer, pack.room, 40 * 1024 * 1024, &pack.used);
    char name[32];
    for (int i = 0; i <= ARCHIVE_MEMBERS_MAX; i++) {
        snprintf(name, sizeof(name), "%d", i);
        pack_file(&pack, name, BYTES(""));
    }
    struct bytes packed = pack_end(&pack);
    assert_refused(*state, packed, FAIL_TOO_BIG, "more than 50000 members");
    packed.size -= 2 * 512 + 512; /* the end, and the last one */
    assert_int_equal(reading(*state, packed), FAIL_NOT);
}

static void the_directory_of_a_zip_is_counted_before_it_is_read(void **state)
{
    enum { ENTRY = 46 };
    size_t size = (size_t)(ARCHIVE_MEMBERS_MAX + 1) * ENTRY;
    char *room = arena_alloc(*state, size);
    for (size_t i = 0; i < size; i += ENTRY)
        memcpy(room + i, "PK\1\2", 4);
    assert_refused(*state, ((struct bytes){ room, size }), FAIL_TOO_BIG, "members");
}

static void a_size_that_only_the_header_tells_is_refused_too(void **state)
{
    struct bytes packed = pack_tar(*state, (struct pack_content[]){ { "x", "1" }, { NULL, "" } });
    char *header = (char *)(uintptr_t)packed.at;
    memcpy(header + 124, "77777777777", 12); /* 8 GiB, in octal */
    unsigned sum = 0;
    memset(header + 148, ' ', 8);
    for (size_t i = 0; i < 512; i++)
        sum += (unsigned char)header[i];
    snprintf(header + 148, 8, "%06o", sum);
    assert_refused(*state, packed, FAIL_TOO_BIG, "more than 67108864 bytes unpacked, at x");
}

static void gzip_inside_of_gzip_is_refused(void **state)
{
    struct pack pack = pack_begin(*state, ARCHIVE_FORMAT_TAR_GNUTAR, 2);
    pack_open(&pack);
    pack_file(&pack, "x", BYTES("x"));
    assert_refused(*state, pack_end(&pack), FAIL_REFUSED, "packed more than once");
}

static void what_is_no_archive_or_cut_off_is_said_to_be(void **state)
{
    assert_refused(*state, BYTES("panic: no archive"), FAIL_INPUT, "neither tar, tar.gz nor zip");
    assert_refused(*state, BYTES("\x1f\x8b\x08"), FAIL_INPUT, "neither tar, tar.gz nor zip");
    char *noise = arena_alloc(*state, 100000);
    for (size_t i = 0; i < 100000; i++)
        noise[i] = (char)(i * 2654435761U >> 13);
    for (size_t f = 0; f < COUNT_OF(forms); f++) {
        struct pack pack = pack_begin(*state, forms[f].format, forms[f].filters);
        pack_open(&pack);
        pack_file(&pack, "noise", (struct bytes){ noise, 100000 });
        struct bytes packed = pack_end(&pack);
        assert_int_equal(reading(*state, packed), FAIL_NOT);
        packed.size = packed.size * 2 / 3;
        assert_refused(*state, packed, FAIL_INPUT, "damaged");
    }
}

static void a_zip_whose_bytes_are_not_what_it_says_is_damaged(void **state)
{
    struct pack pack = pack_begin(*state, ARCHIVE_FORMAT_ZIP, 0);
    archive_write_set_options(pack.writer, "zip:compression=store");
    pack_open(&pack);
    pack_file(&pack, "name", BYTES("some content"));
    struct bytes packed = pack_end(&pack);
    char *at = memmem(packed.at, packed.size, "some content", 12);
    *at = 'S';
    assert_refused(*state, packed, FAIL_INPUT, "damaged or cut off at name");
}

static void encrypted_files_are_refused(void **state)
{
    struct pack pack = pack_begin(*state, ARCHIVE_FORMAT_ZIP, 0);
    archive_write_set_options(pack.writer, "zip:encryption=zipcrypt");
    archive_write_set_passphrase(pack.writer, "secret");
    pack_open(&pack);
    pack_file(&pack, "name", BYTES("some content"));
    assert_refused(*state, pack_end(&pack), FAIL_REFUSED, "encrypted file: name");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(tar_gzip_and_zip_give_the_names_and_bytes_of_their_files),
        PURE(names_of_any_script_and_of_no_encoding_stay_as_they_are),
        PURE(names_in_utf_8_do_not_depend_on_the_locale),
        PURE(what_is_not_wanted_is_left_out_and_the_rest_has_its_own_bytes),
        PURE(links_devices_and_fifos_are_refused),
        PURE(names_that_lead_out_are_refused),
        PURE(the_reason_names_the_member_without_its_control_characters),
        PURE(a_bomb_costs_no_memory),
        PURE(what_unpacks_to_a_multiple_of_its_size_is_refused_only_above_some_megabytes),
        PURE(many_files_are_as_bad_as_a_large_one),
        PURE(the_directory_of_a_zip_is_counted_before_it_is_read),
        PURE(a_size_that_only_the_header_tells_is_refused_too),
        PURE(gzip_inside_of_gzip_is_refused),
        PURE(what_is_no_archive_or_cut_off_is_said_to_be),
        PURE(a_zip_whose_bytes_are_not_what_it_says_is_damaged),
        PURE(encrypted_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
