#include "base/message.h"

#include <time.h>

#include "base/fail.h"

enum {
    ADDRESS_MAX = 254,
    URL_MAX = 900,
    LINE_MAX = 76,
    WORD_MAX = 20,   /* bytes in an encoded word: 60, when all are quoted */
    WORD_MARKS = 13, /* " =?UTF-8?Q?" and "?=" */
    TEXT_MAX = 64 * 1024,
};

bool message_address_ok(const char *address)
{
    size_t size = strlen(address), ats = 0;
    for (const char *c = address; *c; c++) {
        ats += *c == '@';
        if (*c <= ' ' || *c > '~' || strchr(",;:<>()[]\\\"", *c))
            return false;
    }
    return size <= ADDRESS_MAX && ats == 1 && *address != '@' && address[size - 1] != '@' &&
           *address != '-';
}

/* One line of visible characters: no header can end in it and another begin. */
static char *one_line(struct arena *mem, const char *value, size_t size_max)
{
    char *line = text_clean(mem, bytes_from(value), size_max);
    for (char *c = line; *c; c++)
        if (*c == '\n' || *c == '\t')
            *c = ' ';
    return line;
}

/* One encoded word, of the Q encoding. */
static void add_word(struct text *to, struct bytes word)
{
    text_add(to, " =?UTF-8?Q?");
    for (size_t i = 0; i < word.size; i++) {
        unsigned char c = (unsigned char)word.at[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        text_add_format(to, plain ? "%c" : "=%02X", c);
    }
    text_add(to, "?=");
}

/* How many bytes of a text go into one encoded word of at most `most`: whole characters. */
static size_t word_size(struct bytes text, size_t most)
{
    size_t size = 0, one;
    while ((one = text_character((struct bytes){ text.at + size, text.size - size })) > 0 &&
           size + one <= most)
        size += one;
    return size;
}

/* The value as it is if it is short ASCII; else encoded words, a line each, cut between
 * characters. */
static void add_field(struct text *to, const char *name, const char *value)
{
    const char *line = one_line(to->mem, value, MESSAGE_SUBJECT_MAX);
    struct bytes rest = bytes_from(line);
    size_t column = strlen(name) + 1;
    bool plain = rest.size + column + 1 < LINE_MAX && !strstr(line, "=?");
    for (const char *c = line; *c; c++)
        plain = plain && (unsigned char)*c < 0x80;
    text_add_format(to, "%s:", name);
    if (plain)
        text_add_format(to, " %s", line);
    while (!plain && rest.size > 0) {
        size_t room = (LINE_MAX - WORD_MARKS - column) / 3;
        size_t size = word_size(rest, room < WORD_MAX ? room : WORD_MAX);
        add_word(to, (struct bytes){ rest.at, size });
        rest = (struct bytes){ rest.at + size, rest.size - size };
        text_add(to, rest.size > 0 ? "\r\n" : "");
        column = 0;
    }
    text_add(to, "\r\n");
}

/* Ids are made of names and hosts that others set up: what may not stand in one is a hyphen. */
static char *id_of(struct arena *mem, const char *value)
{
    char *id = text_copy(mem, value);
    size_t size = strlen(id), ats = 0;
    if (size > ADDRESS_MAX)
        id[size = ADDRESS_MAX] = '\0';
    for (size_t i = 0; i < size; i++) {
        char c = id[i];
        bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        bool joins = (c == '.' || (c == '@' && ats == 0)) && i > 0 && i + 1 < size &&
                     !strchr(".@", id[i - 1]) && !strchr(".@", id[i + 1]);
        if (!letter && !joins && c != '_' && c != '-')
            id[i] = '-';
        ats += id[i] == '@';
    }
    return ats > 0 ? id : text_format(mem, "%s@localhost", size > 0 ? id : "-");
}

/* Independent of the locale, which strftime() would ask. */
static void add_date(struct text *to, int64_t at)
{
    static const char days[] = "SunMonTueWedThuFriSat",
                      months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    time_t seconds = (time_t)at;
    struct tm tm;
    if (!gmtime_r(&seconds, &tm))
        fail(FAIL_BROKEN, "a time that no calendar has");
    text_add_format(to, "Date: %.3s, %02d %.3s %04d %02d:%02d:%02d +0000\r\n",
                    days + 3 * tm.tm_wday, tm.tm_mday, months + 3 * tm.tm_mon, tm.tm_year + 1900,
                    tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* Quoted-printable; a dot or "From " at the start of a line is quoted, since some would take them
 * for more than text. */
static void add_line(struct text *to, struct bytes line)
{
    size_t column = 0;
    for (size_t i = 0; i < line.size; i++) {
        unsigned char c = (unsigned char)line.at[i];
        bool last = i + 1 == line.size;
        bool quoted = c < ' ' || c > '~' || c == '=' || (last && c == ' ') ||
                      (i == 0 && (c == '.' || c == 'F' || c == '-'));
        if (column + (quoted ? 3 : 1) > LINE_MAX - (last ? 0 : 1)) {
            text_add(to, "=\r\n");
            column = 0;
        }
        if (quoted)
            text_add_format(to, "=%02X", c);
        else
            text_add_bytes(to, (struct bytes){ &line.at[i], 1 });
        column += quoted ? 3 : 1;
    }
    text_add(to, "\r\n");
}

static void add_body(struct text *to, const char *type, const char *text)
{
    text_add_format(to,
                    "Content-Type: %s; charset=utf-8\r\n"
                    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
                    type);
    const char *clean = text_clean(to->mem, bytes_from(text), TEXT_MAX);
    while (*clean) {
        size_t size = strcspn(clean, "\n");
        add_line(to, (struct bytes){ clean, size });
        clean += size + (clean[size] == '\n');
    }
}

static void add_bodies(struct text *to, const struct message *message)
{
    text_add(to, "MIME-Version: 1.0\r\n");
    if (!message->html || strlen(message->html) > MESSAGE_HTML_MAX) {
        add_body(to, "text/plain", message->text);
        return;
    }
    text_add(to, "Content-Type: multipart/alternative; boundary=\"" MESSAGE_BOUNDARY "\"\r\n\r\n"
                 "--" MESSAGE_BOUNDARY "\r\n");
    add_body(to, "text/plain", message->text);
    text_add(to, "\r\n--" MESSAGE_BOUNDARY "\r\n");
    add_body(to, "text/html", message->html);
    text_add(to, "\r\n--" MESSAGE_BOUNDARY "--\r\n");
}

/* Of printable ASCII, and not too long for a line. */
static bool is_link(const char *url)
{
    if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)
        return false;
    for (const char *c = url; *c; c++)
        if (*c <= ' ' || *c > '~' || strchr("<>\",", *c))
            return false;
    return strlen(url) <= URL_MAX;
}

static void add_links(struct text *to, const struct message *message)
{
    const char *url = message->unsubscribe;
    if (message->thread) {
        const char *thread = id_of(to->mem, message->thread);
        text_add_format(to, "In-Reply-To: <%s>\r\nReferences: <%s>\r\n", thread, thread);
    }
    if (!url || !is_link(url))
        return;
    text_add_format(to, "List-Unsubscribe: <%s>\r\n", url);
    if (strncmp(url, "https://", 8) == 0)
        text_add(to, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
}

struct bytes message_write(struct arena *mem, const struct message *message)
{
    if (!message_address_ok(message->from) || !message_address_ok(message->to))
        fail(FAIL_REFUSED, "%s is not a mail address",
             message_address_ok(message->from) ? "the recipient's" : "the sender's");
    struct text all = text_new(mem, MESSAGE_SIZE_MAX);
    text_add_format(&all, "From: nopanic <%s>\r\nTo: <%s>\r\n", message->from, message->to);
    add_field(&all, "Subject", message->subject);
    add_date(&all, message->at);
    text_add_format(&all, "Message-ID: <%s>\r\nAuto-Submitted: auto-generated\r\n",
                    id_of(mem, message->id));
    add_links(&all, message);
    for (size_t i = 0; i < MESSAGE_HEADERS_MAX && message->headers[i].name; i++)
        add_field(&all, message->headers[i].name, message->headers[i].value);
    add_bodies(&all, message);
    return (struct bytes){ all.at, all.size };
}
