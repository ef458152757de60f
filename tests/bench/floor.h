/*
 * What the two yardsticks share: a FastCGI socket with a few processes behind it, and a connection
 * to the database.  A yardstick is the smallest C program that does the work; the benchmarks tell
 * the product's cost as a multiple of its cost.
 */
#ifndef FLOOR_H
#define FLOOR_H

#include <fcgiapp.h>
#include <libpq-fe.h>

/* floor_page SOCKET PROCESSES CONNECTION: opens the socket and returns, in each of the processes, a
 * request to accept on and a connection. */
struct floor {
    FCGX_Request request;
    PGconn *connection;
};
void floor_begin(struct floor *floor, char **arguments);

void floor_prepare(struct floor *floor, const char *name, const char *text);

#endif
