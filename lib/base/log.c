#include "base/log.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

enum { LINE_MAX_SIZE = 16 * 1024, TAIL = sizeof(",\"cut\":true}\n"), REQUEST_SIZE = 64 };

static const char *program = "";
static char request[REQUEST_SIZE];

struct line {
    char at[LINE_MAX_SIZE];
    size_t size;
    bool cut;
};

void log_program(const char *name)
{
    program = name;
}

void log_request(const char *id)
{
    snprintf(request, sizeof(request), "%s", id ? id : "");
}

/* All of it or nothing; there is always room left for the tail. */
static void line_add(struct line *line, struct bytes more)
{
    if (line->cut || more.size > sizeof(line->at) - TAIL - line->size) {
        line->cut = true;
        return;
    }
    memcpy(line->at + line->size, more.at, more.size);
    line->size += more.size;
}

/* One character as it stands in a JSON string.  A byte that is no UTF-8 shows as \ufffd: the 8-bit
 * control bytes of a terminal are among them. */
static void line_add_escaped(struct line *line, struct bytes one, bool valid)
{
    char escape[8];
    if (!valid)
        line_add(line, BYTES("\\ufffd"));
    else if (*one.at == '"' || *one.at == '\\')
        line_add(line, (struct bytes){ (char[]){ '\\', *one.at }, 2 });
    else if (!text_is_control(one))
        line_add(line, one);
    else {
        unsigned code = (unsigned char)one.at[one.size - 1]; /* C2 80 is U+0080 */
        snprintf(escape, sizeof(escape), "\\u%04x", code);
        line_add(line, bytes_from(escape));
    }
}

/* The inside of a JSON string. */
static void line_add_text(struct line *line, const char *text)
{
    struct bytes rest = bytes_from(text);
    while (rest.size > 0 && !line->cut) {
        size_t size = text_character(rest);
        struct bytes one = { rest.at, size > 0 ? size : 1 };
        line_add_escaped(line, one, size > 0);
        rest.at += one.size;
        rest.size -= one.size;
    }
}

/* A value that does not fit is cut, and a name that does not fit is left out with its value. */
static void line_add_field(struct line *line, const char *name, const char *value)
{
    size_t before = line->size;
    line_add(line, before == 0 ? BYTES("{\"") : BYTES(",\""));
    line_add_text(line, name);
    line_add(line, BYTES("\":\""));
    if (line->cut) {
        line->size = before;
        return;
    }
    line_add_text(line, value);
    line->at[line->size++] = '"'; /* TAIL counts a NUL: its place is for this one */
}

static const char *now_text(char text[32])
{
    struct timespec now;
    struct tm parts;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    size_t size = strftime(text, 32, "%Y-%m-%dT%H:%M:%S", &parts);
    snprintf(text + size, 32 - size, ".%03dZ", (int)(now.tv_nsec / 1000000));
    return text;
}

static void line_write(struct line *line)
{
    struct bytes tail = line->cut ? BYTES(",\"cut\":true}\n") : BYTES("}\n");
    memcpy(line->at + line->size, tail.at, tail.size);
    line->size += tail.size;
    ssize_t done;
    do
        done = write(STDERR_FILENO, line->at, line->size);
    while (done < 0 && errno == EINTR);
}

void log_line(enum log_level level, const char *message, ...)
{
    static const char *const names[] = { "info", "warning", "error" };
    struct line line = { .size = 0 };
    char time_text[32];
    line_add_field(&line, "time", now_text(time_text));
    line_add_field(&line, "level", names[level]);
    line_add_field(&line, "program", program);
    if (request[0])
        line_add_field(&line, "request", request);
    line_add_field(&line, "message", message);

    va_list args;
    va_start(args, message);
    for (const char *name; (name = va_arg(args, const char *));) {
        const char *value = va_arg(args, const char *);
        if (value)
            line_add_field(&line, name, value);
    }
    va_end(args);
    line_write(&line);
}
