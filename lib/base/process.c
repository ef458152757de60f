#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

enum { CHUNK = 16 * 1024 };

extern char **environ;

/* Our ends of what leads into a child and out of it, and how far both have come. */
struct talk {
    int in, out; /* in is -1 once all was sent */
    struct bytes input;
    char *output;
    size_t size, room;
    bool whole; /* the output ended within time and size */
};

union words { /* posix_spawn() does not change them */
    const char *const *ours;
    char *const *theirs;
};

static pid_t start(const struct process *process, int in, int out)
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
        posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        union words arguments = { .ours = process->arguments };
        union words environment = { .ours = process->environment };
        if (posix_spawnp(&child, process->arguments[0], &files, &attributes, arguments.theirs,
                         process->environment ? environment.theirs : environ) != 0)
            child = -1;
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&files);
    return child;
}

static bool set_limit(pid_t child, enum __rlimit_resource what, int64_t most)
{
    const struct rlimit limit = { (rlim_t)most, (rlim_t)most };
    return most == 0 || prlimit(child, what, &limit, NULL) == 0;
}

/* A child that has its program already, but no input yet. */
static bool set_limits(pid_t child, const struct process *process)
{
    return set_limit(child, RLIMIT_CPU, process->cpu_max_s) &&
           set_limit(child, RLIMIT_AS, process->memory_max);
}

/* Sends what goes without waiting. */
static void send_some(struct talk *talk)
{
    ssize_t sent = talk->input.size == 0 ? 0
                                         : send(talk->in, talk->input.at, talk->input.size,
                                                MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    talk->input.at += sent > 0 ? sent : 0;
    talk->input.size -= sent > 0 ? (size_t)sent : 0;
    if (sent < 0 || talk->input.size == 0) { /* a child that does not read on may still write */
        close(talk->in);
        talk->in = -1;
    }
}

/* false: there is no more, or no room for more. */
static bool read_some(struct talk *talk)
{
    char chunk[CHUNK];
    ssize_t got = read(talk->out, chunk, sizeof(chunk));
    if (got < 0 && errno == EINTR)
        return true;
    talk->whole = got == 0;
    if (got <= 0 || (size_t)got > talk->room - talk->size)
        return false;
    memcpy(talk->output + talk->size, chunk, (size_t)got);
    talk->size += (size_t)got;
    return true;
}

/* Both ways at once: a child may write before it has read everything.  What it has written in time
 * counts, however late it is read. */
static void talk_until(struct talk *talk, int64_t until_ms)
{
    for (;;) {
        int64_t left = until_ms - clock_monotonic_ms();
        struct pollfd wait[] = { { .fd = talk->out, .events = POLLIN },
                                 { .fd = talk->in, .events = POLLOUT } };
        int ready = poll(wait, COUNT_OF(wait), left > 0 ? (int)left : 0);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return;
        if (wait[1].revents != 0)
            send_some(talk);
        if (wait[0].revents != 0 && !read_some(talk))
            return;
    }
}

/* A child that has closed its output may still go on. */
static bool ends_until(pid_t child, int64_t until_ms)
{
    struct pollfd wait = { .fd = pidfd_open(child, 0), .events = POLLIN };
    if (wait.fd < 0)
        return false;
    int ready;
    do {
        int64_t left = until_ms - clock_monotonic_ms();
        ready = poll(&wait, 1, left > 0 ? (int)left : 0);
    } while (ready < 0 && errno == EINTR);
    close(wait.fd);
    return ready > 0;
}

static int status_of(pid_t child)
{
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void close_end(int end)
{
    if (end >= 0)
        close(end);
}

/* Talks with a child until it ends, or is made to. */
static int finish(pid_t child, struct talk *talk, int64_t until_ms)
{
    if (child > 0)
        talk_until(talk, until_ms);
    close_end(talk->in);
    close_end(talk->out);
    if (child < 0)
        return -1;
    bool ended = talk->whole && ends_until(child, until_ms);
    if (!ended)
        kill(child, SIGKILL);
    int status = status_of(child);
    return ended ? status : -1;
}

int process_run(struct arena *mem, const struct process *process, struct bytes *output)
{
    int into[2], out[2];
    struct talk talk = { .input = process->input,
                         .output = arena_alloc(mem, process->output_max + 1),
                         .room = process->output_max };
    if (pipe2(out, O_CLOEXEC) != 0)
        return -1;
    /* A socket, since writing to it never raises SIGPIPE. */
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, into) != 0) {
        close(out[0]);
        close(out[1]);
        return -1;
    }
    pid_t child = start(process, into[1], out[1]);
    close(into[1]);
    close(out[1]);
    talk.in = into[0];
    talk.out = out[0];
    int64_t until_ms = clock_monotonic_ms();
    if (child > 0 && set_limits(child, process))
        until_ms += process->timeout_ms;
    int status = finish(child, &talk, until_ms);
    if (output)
        *output = (struct bytes){ talk.output, talk.size };
    return status;
}

struct process_child {
    pid_t pid;
    struct talk talk;
    int64_t until_ms;
    bool ended;
};

/* One that nobody has waited for. */
static void abandon(void *arg)
{
    struct process_child *child = arg;
    if (child->ended)
        return;
    close(child->talk.out);
    if (child->pid <= 0)
        return;
    kill(child->pid, SIGKILL);
    status_of(child->pid);
}

struct process_child *process_begin(struct arena *mem, void (*work)(void *arg, int to), void *arg,
                                    struct process_limit limit)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return NULL;
    struct process_child *child = ARENA_ONE(mem, struct process_child);
    pid_t parent = getpid();
    *child = (struct process_child){ .until_ms = clock_monotonic_ms() + limit.timeout_ms };
    child->talk = (struct talk){ .in = -1,
                                 .out = ends[0],
                                 .output = arena_alloc(mem, limit.output_max + 1),
                                 .room = limit.output_max };
    child->pid = fork();
    if (child->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() == parent)
            work(arg, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    arena_defer(mem, abandon, child);
    return child;
}

int process_wait(struct process_child *const children[], size_t count, int64_t ms)
{
    struct pollfd wait[PROCESS_WAIT_MAX];
    int64_t now = clock_monotonic_ms();
    for (size_t i = 0; i < count; i++) {
        wait[i] =
            (struct pollfd){ .fd = children[i] ? children[i]->talk.out : -1, .events = POLLIN };
        int64_t left = children[i] ? children[i]->until_ms - now : ms;
        ms = left < ms ? left : ms;
    }
    int ready = poll(wait, count, ms > 0 ? (int)ms : 0);
    now = clock_monotonic_ms();
    for (size_t i = 0; ready >= 0 && i < count; i++)
        if (children[i] && (wait[i].revents != 0 || children[i]->until_ms <= now))
            return (int)i;
    return -1;
}

int process_end(struct process_child *child, struct bytes *output)
{
    child->ended = true;
    int status = finish(child->pid, &child->talk, child->until_ms);
    *output = (struct bytes){ child->talk.output, child->talk.size };
    return status;
}
