#include "crash/gostats.h"

#include "crash/slice.h"

/* "1h2m3s" in seconds, taken off the front; false if it is none. */
static bool eat_duration(struct bytes *line, int64_t *seconds)
{
    int64_t total = 0, number;
    bool any = false;
    while (slice_eat_int(line, &number)) {
        int64_t unit = slice_eat(line, "h") ? 3600 : slice_eat(line, "m") ? 60 : 1;
        if (unit == 1 && !slice_eat(line, "s"))
            return false;
        if (number > INT32_MAX)
            number = INT32_MAX; /* 68 years */
        total += number * unit;
        any = true;
    }
    *seconds = total;
    return any;
}

/* "execs: 123340 (23806/sec), new interesting: 0 (total: 1)" */
static void take_executions(struct gostats *stats, struct bytes line)
{
    int64_t executions, speed, interesting, corpus;
    if (!slice_eat_int(&line, &executions))
        return;
    if (executions != stats->executions)
        stats->grown_s = stats->elapsed_s;
    stats->executions = executions;
    if (slice_eat(&line, " (") && slice_eat_int(&line, &speed) && speed > 0)
        stats->last_speed = speed;
    (void)slice_eat_until(&line, "new interesting: ");
    if (slice_eat_int(&line, &interesting))
        stats->new_interesting = interesting;
    (void)slice_eat_until(&line, "(total: ");
    if (slice_eat_int(&line, &corpus))
        stats->corpus = corpus;
}

void gostats_take(struct gostats *stats, struct bytes line)
{
    if (!stats->fuzzing)
        *stats = (struct gostats){ true, -1, -1, -1, 0, 0, -1 };
    if (!slice_eat(&line, "elapsed: ") || !eat_duration(&line, &stats->elapsed_s))
        return;
    if (slice_eat(&line, ", execs: "))
        take_executions(stats, line);
}

void gostats_set(const struct gostats *stats, struct crash_stats *to)
{
    if (!stats->fuzzing)
        return;
    to->executions = stats->executions;
    to->new_interesting = stats->new_interesting;
    to->corpus = stats->corpus;
    to->elapsed_ms = stats->elapsed_s * 1000;
    to->executions_per_second = stats->last_speed;
    if (stats->elapsed_s > 0 && stats->executions >= 0)
        to->executions_per_second = stats->executions / stats->elapsed_s;
}

bool gostats_is_stalled(const struct gostats *stats)
{
    int64_t still_s = stats->elapsed_s - stats->grown_s;
    return stats->fuzzing && still_s >= GOSTATS_STALL_S && 2 * still_s >= stats->elapsed_s;
}
