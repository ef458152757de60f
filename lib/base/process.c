#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

enum { CHUNK = 16 * 1024, APART_MAX = 64 * 1024 };

extern char **environ;

/* What was read, and whether it ended within time and size. */
struct reading {
    char *at;
    size_t size, room;
    bool whole;
};

static pid_t start(const char *const arguments[], int write_end)
{
    pid_t child = -1;
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    if (posix_spawn_file_actions_init(&files) != 0)
        return -1;
    if (posix_spawnattr_init(&attributes) == 0) {
        /* A blocked signal would stay blocked in the child. */
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&files, write_end, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        union {
            const char *const *ours;
            char *const *theirs;
        } same = { .ours = arguments }; /* they are not changed */
        if (posix_spawnp(&child, arguments[0], &files, &attributes, same.theirs, environ) != 0)
            child = -1;
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&files);
    return child;
}

static void read_all(int read_end, int64_t until_ms, struct reading *reading)
{
    struct pollfd wait = { .fd = read_end, .events = POLLIN };
    char chunk[CHUNK];
    for (;;) {
        int64_t left = until_ms - clock_monotonic_ms();
        int ready = left > 0 ? poll(&wait, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        ssize_t got = ready > 0 ? read(read_end, chunk, sizeof(chunk)) : -1;
        if (got < 0 || reading->size + (size_t)got > reading->room)
            return;
        if (got == 0)
            break;
        memcpy(reading->at + reading->size, chunk, (size_t)got);
        reading->size += (size_t)got;
    }
    reading->whole = true;
}

static int status_of(pid_t child)
{
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Takes what the child says until it ends, or is made to. */
static int finish(pid_t child, int read_end, int64_t timeout_ms, struct reading *reading)
{
    if (child > 0)
        read_all(read_end, clock_monotonic_ms() + timeout_ms, reading);
    close(read_end);
    if (child < 0)
        return -1;
    if (!reading->whole)
        kill(child, SIGKILL);
    int status = status_of(child);
    return reading->whole ? status : -1;
}

int process_run(struct arena *mem, const char *const arguments[], int64_t timeout_ms,
                size_t size_max, struct bytes *output)
{
    int ends[2];
    struct reading reading = { .at = arena_alloc(mem, size_max + 1), .room = size_max };
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    pid_t child = start(arguments, ends[1]);
    close(ends[1]);
    int status = finish(child, ends[0], timeout_ms, &reading);
    if (output)
        *output = (struct bytes){ reading.at, reading.size };
    return status;
}

int process_apart(struct arena *mem, void (*work)(void *arg, int to), void *arg, int64_t timeout_ms,
                  struct bytes *output)
{
    int ends[2];
    struct reading reading = { .at = arena_alloc(mem, APART_MAX + 1), .room = APART_MAX };
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() == parent)
            work(arg, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    int status = finish(child, ends[0], timeout_ms, &reading);
    *output = (struct bytes){ reading.at, reading.size };
    return status;
}
