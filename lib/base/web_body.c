/* The body of a request, whole and unpacked; the only door to zlib. */
#include <stdlib.h>
#include <strings.h>
#include <zlib.h>

#include "base/fail.h"
#include "base/web_own.h"

enum { STEP = 64 * 1024, DIGITS_MAX = 18, GZIP_ONLY = 16 + MAX_WBITS };

/* CONTENT_LENGTH: digits and nothing else. */
static size_t body_length(struct web *web, size_t size_max)
{
    const char *text = web_variable(web, "CONTENT_LENGTH");
    if (!text || !*text)
        fail(FAIL_LENGTH, "the length of the body is missing: Content-Length");
    size_t digits = strspn(text, "0123456789");
    if (text[digits] != '\0' || digits > DIGITS_MAX)
        fail(FAIL_INPUT, "Content-Length is not a length");
    size_t length = strtoul(text, NULL, 10);
    if (length > size_max)
        fail(FAIL_TOO_BIG, "the body has %zu bytes, %zu are allowed", length, size_max);
    return length;
}

static struct bytes read_whole(struct web *web, size_t size_max)
{
    size_t length = body_length(web, size_max), got = 0;
    char *body = arena_alloc(web->mem, length + 1);
    while (got < length) {
        size_t more = web_read(web, body + got, length - got < STEP ? length - got : STEP);
        if (more == 0)
            fail(FAIL_INPUT, "the body ends after %zu of %zu bytes", got, length);
        got += more;
    }
    return (struct bytes){ body, length };
}

static void end_inflate(void *stream)
{
    inflateEnd(stream);
}

/* Unpacks into room, and says by how much the output grew; with no more output than before, the
 * input is used up or broken. */
static int inflate_step(z_stream *stream, char *room, size_t size)
{
    stream->next_out = (Bytef *)room;
    stream->avail_out = (uInt)size;
    return inflate(stream, Z_NO_FLUSH);
}

/* The size once unpacked, found by unpacking into a window that is thrown away, so that a bomb
 * costs time up to the limit and no memory. */
static size_t unpacked_size(z_stream *stream, size_t size_max, char *window)
{
    int result = Z_OK;
    while (result == Z_OK) {
        result = inflate_step(stream, window, STEP);
        if (stream->total_out > size_max)
            fail(FAIL_TOO_BIG, "the unpacked body has more than %zu bytes", size_max);
    }
    if (result == Z_MEM_ERROR)
        fail(FAIL_AWAY, "out of memory");
    if (result == Z_BUF_ERROR)
        fail(FAIL_INPUT, "the gzip body is cut off");
    if (result != Z_STREAM_END)
        fail(FAIL_INPUT, "the body is not gzip");
    if (stream->avail_in > 0)
        fail(FAIL_INPUT, "bytes follow the gzip body");
    return stream->total_out;
}

static struct bytes unpack(struct arena *mem, struct bytes packed, size_t size_max)
{
    z_stream *stream = ARENA_ONE(mem, z_stream);
    if (inflateInit2(stream, GZIP_ONLY) != Z_OK)
        fail(FAIL_AWAY, "out of memory");
    arena_defer(mem, end_inflate, stream);
    stream->next_in = (z_const Bytef *)packed.at;
    stream->avail_in = (uInt)packed.size;
    size_t size = unpacked_size(stream, size_max, arena_alloc(mem, STEP));

    char *body = arena_alloc(mem, size + 1);
    inflateReset(stream);
    stream->next_in = (z_const Bytef *)packed.at;
    stream->avail_in = (uInt)packed.size;
    /* The checksum and the end come without output: room for one byte more lets them be read. */
    if (inflate_step(stream, body, size + 1) != Z_STREAM_END || stream->total_out != size)
        fail(FAIL_BROKEN, "a body unpacked in two ways");
    return (struct bytes){ body, size };
}

struct bytes web_body(struct web *web, size_t size_max, size_t unpacked_max)
{
    if (web->body_read)
        return web->body;
    const char *encoding = web_header(web, "Content-Encoding");
    bool packed =
        encoding && (strcasecmp(encoding, "gzip") == 0 || strcasecmp(encoding, "x-gzip") == 0);
    if (encoding && !packed && strcasecmp(encoding, "identity") != 0)
        fail(FAIL_MEDIA, "Content-Encoding must be gzip or identity");
    struct bytes body = read_whole(web, size_max);
    web->body = packed ? unpack(web->mem, body, unpacked_max) : body;
    web->body_read = true;
    return web->body;
}
