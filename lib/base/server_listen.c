/* What a master of base/server.h begins with: the listening socket, and its signals. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/server_own.h"

enum { QUEUE = 511 };

bool server_inherited(void)
{
    int listens = 0;
    socklen_t size = sizeof(listens);
    return getsockopt(STDIN_FILENO, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens;
}

/* Readable and writable for the owner and the group, which nginx belongs to. */
static int bind_for_group(int fd, const struct sockaddr_un *address)
{
    mode_t before = umask(0117);
    int result = bind(fd, (const struct sockaddr *)address, sizeof(*address));
    umask(before);
    return result;
}

static int listen_at(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    size_t size = strlen(path), most = sizeof(address.sun_path) - 1;
    if (size == 0 || size > most)
        fail(FAIL_BROKEN, "a socket's path has 1 to %zu bytes, this one has %zu: %s", most, size,
             path);
    memcpy(address.sun_path, path, size);
    struct stat old;
    if (lstat(path, &old) == 0 && S_ISSOCK(old.st_mode))
        unlink(path); /* an earlier master left it */
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind_for_group(fd, &address) != 0 || listen(fd, QUEUE) != 0)
        fail(FAIL_BROKEN, "%s: %s", path, strerror(errno));
    return fd;
}

int server_listen(const char *path)
{
    int fd = path ? listen_at(path) : STDIN_FILENO;
    /* Of several workers that wake for a connection one gets it, the others may not hang. */
    if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) != 0)
        fail(FAIL_BROKEN, "%s: %s", path ? path : "descriptor 0", strerror(errno));
    return fd;
}

static void do_nothing(int signal)
{
    (void)signal;
}

/* SIGCHLD gets a handler that never runs: one that is ignored may be dropped though it is blocked.
 */
sigset_t server_signals(void)
{
    struct sigaction nothing = { .sa_handler = do_nothing };
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    sigaddset(&signals, SIGCHLD);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    sigaction(SIGCHLD, &nothing, NULL);
    return signals;
}
