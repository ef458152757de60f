/*
 * The yardsticks of pages.  /page: one prepared SELECT of one row, 20 kB answered.  /list: the 100
 * newest crashes, each with its bug, as a table.  Nothing is escaped, nobody is asked who it is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "floor.h"

enum { BODY_SIZE = 20480, ROWS = 1000 };

static const char list[] =
    "SELECT c.id, c.at, b.signature, b.crashes, octet_length(c.input) FROM crash c"
    " JOIN bucket b ON b.id = c.bucket ORDER BY c.id DESC LIMIT 100";

static void answer_list(struct floor *floor)
{
    FCGX_Stream *out = floor->request.out;
    PGresult *rows = PQexecPrepared(floor->connection, "list", 0, NULL, NULL, NULL, 0);
    FCGX_PutS("Content-Type: text/html\r\n\r\n<!doctype html><title>Crashes</title><table>\n", out);
    for (int i = 0; i < PQntuples(rows); i++)
        FCGX_FPrintF(out,
                     "<tr><td><a href=\"/crash?id=%s\">%s</a></td><td>%s</td><td>%s</td><td>%s</td>"
                     "<td>%s</td></tr>\n",
                     PQgetvalue(rows, i, 0), PQgetvalue(rows, i, 0), PQgetvalue(rows, i, 1),
                     PQgetvalue(rows, i, 2), PQgetvalue(rows, i, 3), PQgetvalue(rows, i, 4));
    FCGX_PutS("</table>\n", out);
    PQclear(rows);
}

static void answer_page(struct floor *floor, const char *filler)
{
    char id[16];
    snprintf(id, sizeof(id), "%d", rand() % ROWS + 1);
    FCGX_Stream *out = floor->request.out;
    PGresult *row =
        PQexecPrepared(floor->connection, "page", 1, (const char *const[]){ id }, NULL, NULL, 0);
    if (PQntuples(row) == 1) {
        int size = PQgetlength(row, 0, 0);
        FCGX_PutS("Content-Type: text/html\r\n\r\n", out);
        FCGX_PutStr(PQgetvalue(row, 0, 0), size, out);
        FCGX_PutStr(filler, BODY_SIZE - size, out);
    } else {
        FCGX_PutS("Status: 500\r\n\r\n", out);
    }
    PQclear(row);
}

int main(int argc, char **argv)
{
    (void)argc;
    static char filler[BODY_SIZE];
    struct floor floor;
    floor_begin(&floor, argv);
    floor_prepare(&floor, "page", "SELECT body FROM page WHERE id = $1::int");
    memset(filler, 'x', sizeof(filler));
    floor_prepare(&floor, "list", list);
    while (FCGX_Accept_r(&floor.request) >= 0) {
        const char *path = FCGX_GetParam("DOCUMENT_URI", floor.request.envp);
        if (path && strcmp(path, "/list") == 0)
            answer_list(&floor);
        else
            answer_page(&floor, filler);
        FCGX_Finish_r(&floor.request);
    }
    return 0;
}
