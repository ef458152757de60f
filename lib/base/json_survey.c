#include "base/json_own.h"

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

struct json_survey json_survey(struct bytes text)
{
    struct json_survey survey = { .depth = 0 };
    bool inside = false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (inside && c == '\\')
            i++;
        else if (c == '"')
            inside = !inside;
        else if (!inside && c > ' ')
            survey_one(&survey, (struct bytes){ text.at + i, text.size - i });
    }
    return survey;
}
