#include "base/json_own.h"

/* Whether a run of digits is 2^64 or more. */
static bool is_huge(struct bytes digits)
{
    static const char least[] = "18446744073709551616";
    size_t most = sizeof(least) - 1;
    return digits.size > most || (digits.size == most && memcmp(digits.at, least, most) >= 0);
}

/* An integer's digits, of which the bytes before were no part; empty if they go on as a fraction.
 */
static struct bytes digits_of(struct bytes rest)
{
    size_t size = 0;
    while (size < rest.size && rest.at[size] >= '0' && rest.at[size] <= '9')
        size++;
    bool goes_on = size < rest.size && rest.at[size] && strchr(".eE", rest.at[size]);
    return (struct bytes){ rest.at, goes_on ? 0 : size };
}

static void survey_one(struct json_survey *survey, struct bytes rest)
{
    char c = *rest.at;
    int *members = &survey->members[survey->depth <= JSON_DEPTH_MAX ? survey->depth : 0];
    if (c == '[' || c == '{') {
        survey->deepest = ++survey->depth > survey->deepest ? survey->depth : survey->deepest;
        survey->members[survey->depth <= JSON_DEPTH_MAX ? survey->depth : 0] = 0;
    } else if ((c == ']' || c == '}') && survey->depth > 0) {
        survey->depth--;
    } else if (c == ':') {
        survey->most = ++*members > survey->most ? *members : survey->most;
    } else if (c == '-' && rest.size > 1 && rest.at[1] == '0') {
        bool goes_on = rest.size > 2 && rest.at[2] && strchr(".eE0123456789", rest.at[2]);
        survey->minus_zero = survey->minus_zero || !goes_on;
    }
}

/* The place behind a string that begins at from, behind its first quote. */
static size_t string_end(struct bytes text, size_t from)
{
    size_t i = from;
    for (; i < text.size && text.at[i] != '"'; i++)
        i += text.at[i] == '\\';
    return i + 1;
}

struct json_survey json_survey(struct bytes text)
{
    struct json_survey survey = { .depth = 0 };
    char before = ' ';
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        struct bytes rest = { text.at + i, text.size - i };
        if (c == '"')
            i = string_end(text, i + 1) - 1;
        else if (c > ' ')
            survey_one(&survey, rest);
        if (c >= '1' && c <= '9' && strchr(" \t\r\n:,[-", before))
            survey.huge = survey.huge || is_huge(digits_of(rest));
        before = c;
    }
    return survey;
}
