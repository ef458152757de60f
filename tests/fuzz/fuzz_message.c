/*
 * Writes any bytes as a mail: who it goes to, subject, ids, a header, text and HTML.
 *
 * Its headers are those that there may be, each once; its lines are ASCII and as short as promised;
 * and a reader of quoted-printable finds the very text and HTML that went in, as message_read()
 * does. That takes the input for a mail, too.
 */
#include "base/message.h"
#include "fuzz.h"

enum { LINE_MAX = 998, SHORT_MAX = 78, TEXT_MAX = 64 * 1024 };

/* The headers that there may be; angles: with one address or id. */
static const struct {
    const char *begins;
    bool angles, needed;
} headers[] = {
    { "From: nopanic <", true, true },
    { "To: <", true, true },
    { "Subject:", false, true },
    { "Date: ", false, true },
    { "Message-ID: <", true, true },
    { "In-Reply-To: <", true, false },
    { "References: <", true, false },
    { "Auto-Submitted: auto-generated", false, true },
    { "List-Unsubscribe: <http", true, false },
    { "List-Unsubscribe-Post: List-Unsubscribe=One-Click", false, false },
    { "X-Nopanic-Word:", false, true },
    { "MIME-Version: 1.0", false, true },
    { "Content-Type: ", false, true },
    { "Content-Transfer-Encoding: quoted-printable", false, false },
};

/* Takes a line off the front; its end is CR LF. */
static struct bytes take_line(struct bytes *rest)
{
    const char *end = memchr(rest->at, '\r', rest->size);
    demand(end && (size_t)(end - rest->at) + 1 < rest->size && end[1] == '\n');
    struct bytes line = { rest->at, (size_t)(end - rest->at) };
    for (size_t i = 0; i < line.size; i++)
        demand(line.at[i] >= ' ' && line.at[i] <= '~');
    *rest = (struct bytes){ end + 2, rest->size - line.size - 2 };
    return line;
}

static size_t header_of(struct bytes line)
{
    size_t i = 0;
    while (i < COUNT_OF(headers) && !bytes_begin(line, bytes_from(headers[i].begins)))
        i++;
    demand(i < COUNT_OF(headers));
    return i;
}

static bool has_address(struct bytes line)
{
    return memchr(line.at, '@', line.size) || memmem(line.at, line.size, "<http", 5);
}

/* One address or id in its angles, and nothing behind. */
static void check_angles(struct bytes line)
{
    const char *open = memchr(line.at, '<', line.size);
    demand(open && line.at[line.size - 1] == '>');
    for (const char *c = open + 1; c < line.at + line.size - 1; c++)
        demand(!strchr("<>, ", *c));
}

static void check_headers(struct bytes *rest)
{
    int seen[COUNT_OF(headers)] = { 0 };
    for (struct bytes line = take_line(rest); line.size > 0; line = take_line(rest)) {
        demand(line.size <= (has_address(line) ? LINE_MAX : SHORT_MAX));
        if (*line.at == ' ')
            continue;
        size_t header = header_of(line);
        demand(++seen[header] == 1);
        if (headers[header].angles)
            check_angles(line);
    }
    for (size_t i = 0; i < COUNT_OF(headers); i++)
        demand(seen[i] == 1 || !headers[i].needed);
}

static int digit_of(char c)
{
    demand(memchr("0123456789ABCDEF", c, 16) != NULL);
    return c <= '9' ? c - '0' : c - 'A' + 10;
}

/* Reads a body up to what ends it (NULL: to the end), and gives what it stands for. */
static struct bytes read_body(struct arena *mem, struct bytes *rest, const char *end)
{
    struct text out = text_new(mem, SIZE_MAX);
    text_add(&out, "");
    while (rest->size > 0) {
        struct bytes line = take_line(rest);
        if (end && bytes_equal(line, bytes_from(end)))
            return (struct bytes){ out.at, out.size };
        demand(line.size <= SHORT_MAX);
        bool soft = line.size > 0 && line.at[line.size - 1] == '=';
        for (size_t i = 0; i < line.size - soft; i++) {
            char c = line.at[i];
            if (c == '=') {
                demand(i + 2 < line.size);
                c = (char)(digit_of(line.at[i + 1]) * 16 + digit_of(line.at[i + 2]));
                i += 2;
            }
            text_add_bytes(&out, (struct bytes){ &c, 1 });
        }
        text_add(&out, soft ? "" : "\n");
    }
    demand(!end);
    return (struct bytes){ out.at, out.size };
}

/* Every line that went in ends in the body, the last one too. */
static void check_text(struct arena *mem, struct bytes body, const char *text, bool multipart)
{
    const char *clean = text_clean(mem, bytes_from(text), TEXT_MAX);
    struct text whole = text_new(mem, SIZE_MAX);
    size_t size = strlen(clean);
    text_add(&whole, clean);
    if (size > 0 && clean[size - 1] != '\n')
        text_add(&whole, "\n");
    if (multipart)
        text_add(&whole, "\n"); /* which belongs to the mark behind it */
    demand(bytes_equal(body, (struct bytes){ whole.at, whole.size }));
}

static void check(struct arena *mem, const struct message *message, struct bytes all)
{
    bool multipart = message->html && strlen(message->html) <= MESSAGE_HTML_MAX;
    demand_bytes(all);
    check_headers(&all);
    if (!multipart) {
        check_text(mem, read_body(mem, &all, NULL), message->text, false);
        return;
    }
    demand(bytes_equal(take_line(&all), BYTES("--=_nopanic")));
    while (take_line(&all).size > 0)
        continue;
    check_text(mem, read_body(mem, &all, "--=_nopanic"), message->text, true);
    while (take_line(&all).size > 0)
        continue;
    check_text(mem, read_body(mem, &all, "--=_nopanic--"), message->html, true);
    demand(all.size == 0);
}

/* As it lies in a folder it is read as what went in. */
static void check_told(struct arena *mem, const struct message *message, struct bytes all)
{
    struct text stored = text_new(mem, SIZE_MAX);
    text_add(&stored, "");
    for (size_t i = 0; i < all.size; i++)
        if (all.at[i] != '\r')
            text_add_bytes(&stored, (struct bytes){ &all.at[i], 1 });
    const struct message_told told = message_read(mem, (struct bytes){ stored.at, stored.size });
    check_text(mem, bytes_from(told.text), message->text, false);
    demand(strlen(told.subject) <= MESSAGE_SUBJECT_MAX);
}

static void read_input(void *arg)
{
    struct input *input = arg;
    struct arena *mem = input->mem;
    const char *lines[6];
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        lines[i] = text_cut(mem, input_line(input));
    struct bytes rest = input->bytes;
    size_t half = rest.size / 2;
    struct message message = { .from = "hub@hub.example",
                               .to = lines[0],
                               .subject = lines[1],
                               .id = lines[2],
                               .thread = *lines[3] ? lines[3] : NULL,
                               .unsubscribe = *lines[4] ? lines[4] : NULL,
                               .headers = { { "X-Nopanic-Word", lines[5] } },
                               .text = text_cut(mem, (struct bytes){ rest.at, half }),
                               .at = (int64_t)rest.size };
    if (rest.size % 2 == 0)
        message.html = text_cut(mem, (struct bytes){ rest.at + half, rest.size - half });
    demand(message_address_ok(message.from));
    struct bytes all = message_write(mem, &message);
    check(mem, &message, all);
    check_told(mem, &message, all);
    const struct message_told told = message_read(mem, input->bytes);
    demand(told.subject && told.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum fail end = input_read(data, size, (size_t)64 * 1024 * 1024, read_input);
    demand(end == FAIL_NOT || end == FAIL_REFUSED);
    return 0;
}
