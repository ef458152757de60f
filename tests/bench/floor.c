#include "floor.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

static void die(const char *what)
{
    fprintf(stderr, "floor: %s\n", what);
    _exit(EXIT_FAILURE);
}

/* Only the parent stays here; it ends with its last child. */
static void fork_children(int count)
{
    for (int i = 0; i < count; i++) {
        pid_t pid = fork();
        if (pid < 0)
            die("fork");
        if (pid == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            return;
        }
    }
    while (wait(NULL) > 0)
        continue;
    exit(EXIT_SUCCESS);
}

void floor_begin(struct floor *floor, char **arguments)
{
    if (!arguments[1] || !arguments[2] || !arguments[3])
        die("usage: SOCKET PROCESSES CONNECTION");
    FCGX_Init();
    int listener = FCGX_OpenSocket(arguments[1], BACKLOG);
    if (listener < 0)
        die("cannot listen on the socket");
    fork_children(atoi(arguments[2]));
    FCGX_InitRequest(&floor->request, listener, 0);
    floor->connection = PQconnectdb(arguments[3]);
    if (PQstatus(floor->connection) != CONNECTION_OK)
        die(PQerrorMessage(floor->connection));
}

void floor_prepare(struct floor *floor, const char *name, const char *text)
{
    PGresult *result = PQprepare(floor->connection, name, text, 0, NULL);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        die(PQerrorMessage(floor->connection));
    PQclear(result);
}
