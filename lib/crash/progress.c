#include "crash/progress.h"

#include "crash/slice.h"

/* Takes all up to a word and the number behind it off the front; -1, and all, if it is not there.
 */
static int64_t eat_number_after(struct bytes *text, const char *word)
{
    int64_t number = -1;
    (void)slice_eat_until(text, word);
    *text = slice_trim_left(*text);
    return slice_eat_int(text, &number) ? number : -1;
}

static int64_t number_after(struct bytes text, const char *word)
{
    return eat_number_after(&text, word);
}

static void set_if_told(int64_t *to, int64_t value)
{
    if (value >= 0)
        *to = value;
}

static void set_if_more(int64_t *to, int64_t value)
{
    if (value > *to)
        *to = value;
}

/* Takes the digits behind the # off the front. */
static bool eat_digits(struct bytes *line)
{
    int64_t number;
    return slice_eat(line, "#") && slice_eat_int(line, &number);
}

bool progress_is(struct bytes line)
{
    line = slice_trim_left(line);
    return eat_digits(&line) && (slice_begins(line, "\t") || slice_begins(line, ": cov: "));
}

/* Keeps the text to be read later; one that is not part of the log in room of its own. */
static void keep(struct native *native, struct bytes text, bool is_of_log)
{
    native->progress = slice_to(text, NATIVE_PROGRESS_MAX);
    if (is_of_log)
        return;
    memcpy(native->progress_room, text.at, native->progress.size);
    native->progress.at = native->progress_room;
}

bool progress_take(struct native *native, const struct line *line)
{
    struct bytes text = slice_trim(line->text), rest = text;
    if (!eat_digits(&rest) || (!slice_begins(rest, "\t") && !slice_begins(rest, ": cov: ")))
        return false;
    native->fuzzer = true;
    native->news += slice_begins(rest, "\tNEW ");
    /* The next one says the same, of later: numbers are read of the last, and of the one before the
     * end, which may have seen more memory in use. */
    if (slice_begins(rest, "\tDONE "))
        progress_read(native);
    keep(native, text, !line->cleaned);
    return true;
}

/* "#266\tNEW    cov: 6 ft: 7 corp: 3/9b lim: 6 exec/s: 0 rss: 31Mb L: 5/5 MS: 2 …", and of -fork
 * "#7106: cov: 7 ft: 7 corp: 3 exec/s 0 oom/timeout/crash: 0/0/1 time: 0s job: 2" */
void progress_read(struct native *native)
{
    struct crash_stats *stats = &native->stats;
    struct bytes text = native->progress;
    int64_t executions = -1;
    if (text.size == 0)
        return;
    native->progress.size = 0;
    text = slice_from(text, 1);
    if (slice_eat_int(&text, &executions))
        stats->executions = executions;
    bool fork = slice_begins(text, ":");
    set_if_more(&stats->coverage, eat_number_after(&text, "cov: "));
    set_if_told(&stats->corpus, eat_number_after(&text, "corp: "));
    if (!fork) {
        set_if_told(&stats->executions_per_second, eat_number_after(&text, "exec/s: "));
        set_if_more(&stats->peak_rss_mb, eat_number_after(&text, "rss: "));
        return;
    }
    int64_t seconds = eat_number_after(&text, " time: ");
    if (seconds > 0 && seconds < INT32_MAX) {
        stats->elapsed_ms = seconds * 1000;
        stats->executions_per_second = stats->executions / seconds;
    }
}

/* "Done 12345 runs in 60 second(s)" */
bool progress_take_done(struct native *native, struct bytes text)
{
    struct crash_stats *stats = &native->stats;
    int64_t runs, seconds;
    if (!slice_eat_int(&text, &runs) || !slice_eat(&text, " runs in ") ||
        !slice_eat_int(&text, &seconds))
        return false;
    progress_read(native);
    stats->executions = runs;
    if (seconds > INT32_MAX)
        seconds = INT32_MAX;
    stats->elapsed_ms = seconds * 1000;
    if (seconds > 0)
        stats->executions_per_second = runs / seconds;
    return true;
}

/* "stat::number_of_executed_units: 12345" */
void progress_take_stat(struct native *native, struct bytes text)
{
    struct crash_stats *stats = &native->stats;
    progress_read(native);
    set_if_told(&stats->executions, number_after(text, "number_of_executed_units:"));
    set_if_told(&stats->executions_per_second, number_after(text, "average_exec_per_sec:"));
    set_if_told(&stats->new_interesting, number_after(text, "new_units_added:"));
    set_if_more(&stats->peak_rss_mb, number_after(text, "peak_rss_mb:"));
}
