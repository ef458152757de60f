/*
 * Reads a log as /ingest does, again and again: scan FILE [ROUNDS]
 *
 * Prints the MB/s of each round, of one core, on a line of its own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "crash/crash.h"

enum { FILE_MAX = 256 * 1024 * 1024 };

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    int rounds = argc > 2 ? atoi(argv[2]) : 5;
    if (argc < 2 || rounds < 1) {
        fputs("usage: scan FILE [ROUNDS]\n", stderr);
        return 2;
    }
    struct arena *of_file = arena_new((size_t)FILE_MAX + 4096);
    struct arena *mem = arena_new((size_t)FILE_MAX);
    struct bytes log = file_read(of_file, argv[1], FILE_MAX);
    for (int i = 0; i < rounds; i++) {
        double from = cpu_seconds();
        (void)crash_read(mem, log, NULL);
        double took = cpu_seconds() - from;
        printf("%.0f\n", (double)log.size / 1e6 / took);
        arena_reset(mem);
    }
    return 0;
}
