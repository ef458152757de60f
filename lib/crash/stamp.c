#include "crash/stamp.h"

#include "crash/slice.h"

enum { STEPS_MAX = 256, TAG_MAX = 64 };

static const char centipede[] = "CRASH LOG: "; /* before each line of the program's */

/* Takes off what looks like the form, in which 0 stands for a digit and _ for a digit or a blank.
 */
static bool eat_form(struct bytes *b, const char *form)
{
    size_t size = strlen(form);
    if (b->size < size)
        return false;
    for (size_t i = 0; i < size; i++) {
        char c = b->at[i];
        bool fits = form[i] == '0'   ? slice_is_digit(c)
                    : form[i] == '_' ? slice_is_digit(c) || c == ' '
                                     : form[i] == c;
        if (!fits)
            return false;
    }
    *b = slice_from(*b, size);
    return true;
}

/* 10:41:07, with a fraction if there is one */
static bool eat_time(struct bytes *b)
{
    if (!eat_form(b, "00:00:00"))
        return false;
    if (b->size > 1 && (*b->at == '.' || *b->at == ',') && slice_is_digit(b->at[1])) {
        int64_t fraction;
        *b = slice_from(*b, 1);
        return slice_eat_int(b, &fraction);
    }
    return true;
}

static bool eat_zone(struct bytes *b)
{
    return slice_eat(b, "Z") || eat_form(b, "+00:00") || eat_form(b, "-00:00");
}

static bool eat_month(struct bytes *b)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (b->size < 4 || b->at[3] != ' ')
        return false;
    for (const char *month = months; *month; month += 3) {
        if (memcmp(b->at, month, 3) == 0) {
            *b = slice_from(*b, 4);
            return true;
        }
    }
    return false;
}

static bool eat_moment(struct bytes *b)
{
    struct bytes start = *b;
    if (eat_form(b, "0000-00-00")) {
        if ((slice_eat(b, "T") || slice_eat(b, " ")) && eat_time(b)) {
            (void)eat_zone(b);
            return true;
        }
    } else if (eat_month(b)) {
        if (eat_form(b, "_0 ") && eat_time(b))
            return true;
    } else if (eat_time(b)) {
        return true;
    }
    *b = start;
    return false;
}

/* GitLab's number of the stream, O or E for output or errors, and + for a line that goes on */
static void eat_stream(struct bytes *b)
{
    struct bytes rest = *b;
    if (eat_form(&rest, " 00") && (slice_eat(&rest, "O") || slice_eat(&rest, "E"))) {
        (void)slice_eat(&rest, "+");
        *b = rest;
    }
}

/* "[   12.345678] ", "[   12.345678][ T1234] " of a kernel */
static size_t kernel_size(struct bytes line)
{
    struct bytes rest = line;
    if (!slice_eat(&rest, "["))
        return 0;
    int64_t seconds;
    rest = slice_trim_left(rest);
    if (!slice_eat_int(&rest, &seconds) || rest.size < 9 || !eat_form(&rest, ".000000]"))
        return 0;
    if (slice_eat(&rest, "["))
        rest = slice_from(rest, slice_find_byte(rest, ']') + (slice_holds(rest, "]") ? 1 : 0));
    (void)slice_eat(&rest, " ");
    return line.size - rest.size;
}

/* "10-02 19:25:00.123  1234  1240 F DEBUG   : ", "F/DEBUG   ( 123): " of Android */
static size_t logcat_size(struct bytes line)
{
    struct bytes rest = line;
    int64_t number;
    if (slice_is_digit(*rest.at) && eat_form(&rest, "00-00 00:00:00.000 ")) {
        rest = slice_trim_left(rest);
        if (!slice_eat_int(&rest, &number))
            return 0;
        rest = slice_trim_left(rest);
        if (!slice_eat_int(&rest, &number) || rest.size < 3 || rest.at[2] != ' ')
            return 0;
        size_t colon = slice_find(slice_to(rest, TAG_MAX), ": ");
        return colon < rest.size && colon < TAG_MAX ? line.size - rest.size + colon + 2 : 0;
    }
    if (line.size < 4 || line.at[1] != '/' || !memchr("VDIWEF", *line.at, 6))
        return 0;
    size_t close = slice_find(slice_to(line, TAG_MAX), "): ");
    return close < line.size && close < TAG_MAX ? close + 3 : 0;
}

/* What the tool that the line is of puts in front of it. */
static size_t tool_size(struct bytes line)
{
    if (line.size < 8)
        return 0;
    char first = *line.at;
    if (first == 'C' && slice_begins(line, centipede))
        return strlen(centipede);
    return first == '[' ? kernel_size(line) : logcat_size(line);
}

/* Whether a moment may be there: six bytes tell for nearly all lines that none is. */
static bool begins_moment(const char *at)
{
    if (slice_is_digit(*at))
        return at[2] == ':' || at[4] == '-';
    return *at >= 'A' && *at <= 'S' && at[3] == ' ';
}

/* And what those put that the tool runs under. */
static size_t outer_size(struct bytes line)
{
    if (line.size < 8)
        return 0;
    struct bytes rest = line;
    bool bracket = slice_eat(&rest, "[");
    if (!begins_moment(rest.at) || !eat_moment(&rest) || (bracket && !slice_eat(&rest, "]")))
        return 0;
    eat_stream(&rest);
    if (rest.size > 0 && !slice_eat(&rest, " "))
        return 0;
    return line.size - rest.size;
}

bool stamp_may_begin(char first, char second)
{
    if (slice_is_digit(first))
        return slice_is_digit(second);
    if (first == '[')
        return slice_is_digit(second) || slice_is_blank(second) || slice_is_letter(second);
    if (first >= 'A' && first <= 'S' && strchr("aceopu", second)) /* of a month */
        return true;
    return second == '/' || (first == centipede[0] && second == centipede[1]);
}

size_t stamp_size(struct bytes line)
{
    if (line.size < 8 || !stamp_may_begin(line.at[0], line.at[1]))
        return 0;
    size_t size = outer_size(line);
    return size + tool_size(slice_from(line, size));
}

size_t stamp_steps_size(struct bytes line)
{
    struct bytes head = slice_to(line, STEPS_MAX);
    size_t first = slice_find_byte(head, '\t');
    if (first == head.size)
        return 0;
    size_t second = first + 1 + slice_find_byte(slice_from(head, first + 1), '\t');
    if (second == head.size || stamp_size(slice_from(line, second + 1)) == 0)
        return 0;
    return second + 1;
}

bool stamp_has_steps(struct bytes log)
{
    return stamp_steps_size(slice_to(log, slice_find_byte(log, '\n'))) > 0;
}
