#include "crash/glog.h"

#include "crash/slice.h"

enum { HEAD_MAX = 128 }; /* bytes before the words */

struct bytes glog_words(struct bytes line)
{
    static const char form[] = "0000 00:00:00.000000 "; /* 0 is a digit */
    if (line.size <= sizeof(form) || !memchr("IWEF", *line.at, 4))
        return line;
    for (size_t i = 0; form[i]; i++) {
        char c = line.at[i + 1];
        if (form[i] == '0' ? !slice_is_digit(c) : c != form[i])
            return line;
    }
    size_t end = slice_find(slice_to(line, HEAD_MAX), "] ");
    return end + 2 < line.size && end < HEAD_MAX ? slice_from(line, end + 2) : line;
}
