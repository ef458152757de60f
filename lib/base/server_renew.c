/* How a master makes way for a new build of itself: the last part of base/server.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/secret.h"
#include "base/server_own.h"

enum { NUMBER_MAX = 12 }; /* bytes of a descriptor or a process id, with a blank */

/* Descriptor of the socket and the workers that still serve it, from one image to the next. */
static const char heirloom[] = "SERVER_HEIRLOOM";

bool server_is_replaced(void)
{
    const char *path = program_invocation_name;
    struct stat ours, file;
    return strchr(path, '/') && access(path, X_OK) == 0 && stat(path, &file) == 0 &&
           stat("/proc/self/exe", &ours) == 0 &&
           (file.st_ino != ours.st_ino || file.st_dev != ours.st_dev);
}

void server_renew(int listener, const pid_t *workers, int count)
{
    char words[NUMBER_MAX * (SERVER_PLACES + 1)];
    int size = snprintf(words, sizeof(words), "%d", listener);
    for (int i = 0; i < count; i++)
        size += snprintf(words + size, sizeof(words) - (size_t)size, " %d", (int)workers[i]);
    setenv(heirloom, words, 1);
    int flags = fcntl(listener, F_GETFD);
    fcntl(listener, F_SETFD, 0);
    secret_hand_on();
    execv(program_invocation_name, (char *[]){ program_invocation_name, NULL });
    log_line(LOG_ERROR, "cannot become the new build", "reason", strerror(errno), NULL);
    fcntl(listener, F_SETFD, flags);
    unsetenv(heirloom);
    if (secret_in_environment())
        secret_load();
}

int server_inherit(pid_t *workers, int *count)
{
    const char *words = getenv(heirloom);
    *count = 0;
    if (!words)
        return -1;
    char *rest;
    int listener = (int)strtol(words, &rest, 10);
    while (*rest && *count < SERVER_PLACES)
        workers[(*count)++] = (pid_t)strtol(rest, &rest, 10);
    unsetenv(heirloom);
    if (listener != STDIN_FILENO)
        fcntl(listener, F_SETFD, FD_CLOEXEC);
    return listener;
}
