#include "crash/gostats.h"

#include "crash/slice.h"

/* Reads what was kept of the last line: " (23806/sec), new interesting: 0 (total: 1)". */
static void read_kept(struct gostats *stats)
{
    struct bytes line = { stats->kept, stats->kept_size };
    int64_t speed, interesting, corpus;
    stats->kept_size = 0;
    if (slice_eat(&line, " (") && slice_eat_int(&line, &speed) && speed > 0)
        stats->last_speed = speed;
    (void)slice_eat_until(&line, "new interesting: ");
    if (slice_eat_int(&line, &interesting))
        stats->new_interesting = interesting;
    (void)slice_eat_until(&line, "(total: ");
    if (slice_eat_int(&line, &corpus))
        stats->corpus = corpus;
}

/* Of these lines there are very many, and each says the same of later: what is behind the
 * executions is read of the last alone, and of the one before it if the last was cut. */
static void keep(struct gostats *stats, struct bytes line)
{
    if (!slice_ends(line, ")"))
        read_kept(stats);
    line = slice_to(line, sizeof(stats->kept));
    memmove(stats->kept, line.at, line.size); /* memcpy() would be slow in line */
    stats->kept_size = line.size;
}

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

/* "123340 (23806/sec), new interesting: 0 (total: 1)" */
static void take_executions(struct gostats *stats, struct bytes line)
{
    int64_t executions;
    if (!slice_eat_int(&line, &executions))
        return;
    if (executions != stats->executions)
        stats->grown_s = stats->elapsed_s;
    stats->executions = executions;
    keep(stats, line);
}

static void begin(struct gostats *stats)
{
    if (!stats->fuzzing)
        *stats = (struct gostats){ .fuzzing = true,
                                   .crashers = -1,
                                   .coverage = -1,
                                   .executions = -1,
                                   .new_interesting = -1,
                                   .corpus = -1,
                                   .last_speed = -1 };
}

void gostats_take(struct gostats *stats, struct bytes line)
{
    begin(stats);
    if (!slice_eat(&line, "elapsed: ") || !eat_duration(&line, &stats->elapsed_s))
        return;
    if (slice_eat(&line, ", execs: "))
        take_executions(stats, line);
}

/* The number behind the word, wherever that is; -1 if it is nowhere. */
static int64_t number_behind(struct bytes line, const char *word)
{
    int64_t number;
    struct bytes rest = slice_from(line, slice_find(line, word));
    return slice_eat(&rest, word) && slice_eat_int(&rest, &number) ? number : -1;
}

/* "500, corpus: 186 (42s ago), crashers: 3, restarts: 1/8027, execs: 12009519 (121224/sec),
 * cover: 2746, uptime: 1m39s" */
void gostats_take_workers(struct gostats *stats, struct bytes line)
{
    begin(stats);
    stats->endless = true;
    struct bytes uptime = slice_from(line, slice_find(line, "uptime: "));
    if (slice_eat(&uptime, "uptime: "))
        (void)eat_duration(&uptime, &stats->elapsed_s);
    read_kept(stats);
    stats->corpus = number_behind(line, "corpus: ");
    stats->crashers = number_behind(line, "crashers: ");
    stats->coverage = number_behind(line, "cover: ");
    struct bytes executions = slice_from(line, slice_find(line, "execs: "));
    if (slice_eat(&executions, "execs: "))
        take_executions(stats, executions);
}

void gostats_set(struct gostats *stats, struct crash_stats *to)
{
    if (!stats->fuzzing)
        return;
    read_kept(stats);
    to->executions = stats->executions;
    to->new_interesting = stats->new_interesting;
    to->corpus = stats->corpus;
    to->coverage = stats->coverage;
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
