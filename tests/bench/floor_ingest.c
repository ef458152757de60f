/*
 * The yardstick of ingest: a JSON body is parsed, the input decoded, a signature made of the top
 * frame, one SELECT asked (in place of the token's), and bucket and crash are stored in one
 * statement, committed before the answer.  No rights, no limits, no real reading of stacks.
 *
 * It counts in the row of the bucket, which the product must not: with several hundred signatures
 * in the load that row is not where the requests queue.
 */
#include <jansson.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "floor.h"

enum { BODY_MAX = 1 << 20 };

static const char store[] =
    "WITH found AS (INSERT INTO bucket (signature) VALUES ($1) ON CONFLICT (signature)"
    " DO UPDATE SET crashes = bucket.crashes + 1, last_seen = now() RETURNING id)"
    " INSERT INTO crash (bucket, log, input) SELECT id, $2::text, $3::bytea FROM found"
    " RETURNING id, bucket";

static void signature_of(const char *log, char *to, size_t size)
{
    const char *kind = strstr(log, "ERROR: AddressSanitizer: "), *frame = strstr(log, "#0 0x");
    frame = frame ? strstr(frame, " in ") : NULL;
    if (!kind || !frame) {
        snprintf(to, size, "?");
        return;
    }
    kind += strlen("ERROR: AddressSanitizer: ");
    frame += strlen(" in ");
    snprintf(to, size, "%.*s in %.*s", (int)strcspn(kind, " "), kind, (int)strcspn(frame, " "),
             frame);
}

static PGresult *store_crash(struct floor *floor, const char *log, const char *input, int size)
{
    char signature[256];
    signature_of(log, signature, sizeof(signature));
    const char *const token[] = { "7" };
    PGresult *known = PQexecPrepared(floor->connection, "token", 1, token, NULL, NULL, 0);
    PQclear(known);
    const char *const values[] = { signature, log, input };
    return PQexecPrepared(floor->connection, "store", 3, values, (const int[]){ 0, 0, size },
                          (const int[]){ 0, 0, 1 }, 0);
}

static void answer(struct floor *floor, json_t *document)
{
    static unsigned char input[BODY_MAX];
    FCGX_Stream *out = floor->request.out;
    json_t *result = json_array_get(json_object_get(document, "results"), 0);
    json_t *crasher = json_array_get(json_object_get(result, "crashers"), 0);
    const char *log = json_string_value(json_object_get(result, "log"));
    const char *base64 = json_string_value(json_object_get(crasher, "base64"));
    int size =
        base64 ? EVP_DecodeBlock(input, (const unsigned char *)base64, (int)strlen(base64)) : -1;
    if (!log || size < 0) {
        FCGX_PutS("Status: 400\r\n\r\n", out);
        return;
    }
    PGresult *row = store_crash(floor, log, (const char *)input, size);
    if (PQntuples(row) == 1)
        FCGX_FPrintF(out,
                     "Status: 201\r\nContent-Type: application/json\r\n\r\n"
                     "{\"crash\":%s,\"bucket\":%s}",
                     PQgetvalue(row, 0, 0), PQgetvalue(row, 0, 1));
    else
        FCGX_PutS("Status: 500\r\n\r\n", out);
    PQclear(row);
}

static json_t *read_body(FCGX_Request *request)
{
    static char body[BODY_MAX];
    const char *length = FCGX_GetParam("CONTENT_LENGTH", request->envp);
    int size = length ? atoi(length) : 0;
    if (size <= 0 || size > BODY_MAX || FCGX_GetStr(body, size, request->in) != size)
        return NULL;
    return json_loadb(body, (size_t)size, 0, NULL);
}

int main(int argc, char **argv)
{
    (void)argc;
    struct floor floor;
    floor_begin(&floor, argv);
    floor_prepare(&floor, "token", "SELECT 1 FROM page WHERE id = $1::int");
    floor_prepare(&floor, "store", store);
    while (FCGX_Accept_r(&floor.request) >= 0) {
        json_t *document = read_body(&floor.request);
        answer(&floor, document);
        json_decref(document);
        FCGX_Finish_r(&floor.request);
    }
    return 0;
}
