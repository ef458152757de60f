#include "base/message.h"

#include <time.h>

#include "base/fail.h"

enum { ADDRESS_MAX = 254, LINE_MAX = 76, WORD_MAX = 20, TEXT_MAX = 64 * 1024 };

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

/* As it is if it is short ASCII; else encoded words, a line each, cut between characters. */
static void add_subject(struct text *to, const char *subject)
{
    char *line = one_line(to->mem, subject, MESSAGE_SUBJECT_MAX);
    struct bytes rest = bytes_from(line);
    bool plain = rest.size <= LINE_MAX - sizeof("Subject: ") && !strstr(line, "=?");
    for (const char *c = line; *c; c++)
        plain = plain && (unsigned char)*c < 0x80;
    text_add(to, "Subject:");
    if (plain)
        text_add_format(to, " %s", line);
    while (!plain && rest.size > 0) {
        size_t size = 0, one;
        while ((one = text_character((struct bytes){ rest.at + size, rest.size - size })) > 0 &&
               size + one <= WORD_MAX)
            size += one;
        add_word(to, (struct bytes){ rest.at, size });
        rest = (struct bytes){ rest.at + size, rest.size - size };
        text_add(to, rest.size > 0 ? "\r\n" : "");
    }
    text_add(to, "\r\n");
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

static void add_body(struct text *to, const char *text)
{
    const char *clean = text_clean(to->mem, bytes_from(text), TEXT_MAX);
    while (*clean) {
        size_t size = strcspn(clean, "\n");
        add_line(to, (struct bytes){ clean, size });
        clean += size + (clean[size] == '\n');
    }
}

struct bytes message_write(struct arena *mem, const struct message *message)
{
    if (!message_address_ok(message->from) || !message_address_ok(message->to))
        fail(FAIL_REFUSED, "%s is not a mail address",
             message_address_ok(message->from) ? "the recipient's" : "the sender's");
    struct text all = text_new(mem, MESSAGE_SIZE_MAX);
    text_add_format(&all, "From: nopanic <%s>\r\nTo: <%s>\r\n", message->from, message->to);
    add_subject(&all, message->subject);
    add_date(&all, message->at);
    text_add_format(&all,
                    "Message-ID: <%s>\r\n"
                    "Auto-Submitted: auto-generated\r\n"
                    "MIME-Version: 1.0\r\n"
                    "Content-Type: text/plain; charset=utf-8\r\n"
                    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
                    one_line(mem, message->id, ADDRESS_MAX));
    add_body(&all, message->text);
    return (struct bytes){ all.at, all.size };
}
