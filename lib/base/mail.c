#include "base/mail.h"

#include <curl/curl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/process.h"

enum { URL_MAX = 1000, SAYS_MAX = 300, CONNECT_S = 10, GRACE_S = 5 };

/* What the child is given, and what it answers with. */
struct errand {
    const struct mail_server *server;
    const struct mail_letter *letter;
    size_t sent;
};

/* The last answer of the server: libcurl's own code is that of its goodbye, at times. */
struct heard {
    int code;
    char line[SAYS_MAX];
};

struct report {
    int end; /* enum mail_end */
    char says[SAYS_MAX + CURL_ERROR_SIZE];
};

static size_t read_message(char *to, size_t size, size_t count, void *arg)
{
    struct errand *errand = arg;
    struct bytes all = errand->letter->message;
    size_t left = all.size - errand->sent, part = size * count < left ? size * count : left;
    memcpy(to, all.at + errand->sent, part);
    errand->sent += part;
    return part;
}

/* A line of the server: the last one is kept, but for its goodbye. */
static size_t hear(char *at, size_t size, size_t count, void *arg)
{
    struct heard *heard = arg;
    size_t all = size * count, room = all < SAYS_MAX - 1 ? all : SAYS_MAX - 1;
    if (all < 3 || memcmp(at, "221", 3) == 0)
        return all;
    memcpy(heard->line, at, room);
    heard->line[room] = '\0';
    heard->line[strcspn(heard->line, "\r\n")] = '\0';
    heard->code = (at[0] - '0') * 100 + (at[1] - '0') * 10 + at[2] - '0';
    return all;
}

static void set_server(CURL *curl, const struct mail_server *server)
{
    char url[URL_MAX];
    snprintf(url, sizeof(url), "%s/%s", server->url, server->name);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     (long)(server->no_tls ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (server->authorities)
        curl_easy_setopt(curl, CURLOPT_CAINFO, server->authorities);
    if (server->user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password ? server->password : "");
    }
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)server->timeout_s);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)server->timeout_s);
}

/*
 * 4xx and 5xx look alike to libcurl, only the server's code tells them apart.  53x is about our own
 * credentials, and a server that refuses before the mail began refuses no mail: the operator mends
 * both.
 */
static enum mail_end end_of(CURLcode result, int code, bool began)
{
    if (result == CURLE_OK)
        return MAIL_SENT;
    bool ours = result == CURLE_LOGIN_DENIED || (result == CURLE_WEIRD_SERVER_REPLY && !began) ||
                result == CURLE_USE_SSL_FAILED || code / 10 == 53;
    return code >= 500 && !ours ? MAIL_REFUSED : MAIL_LATER;
}

/* In the child: no fail(), no arena. */
static void converse(void *arg, int to)
{
    struct errand *errand = arg;
    struct report report = { .end = MAIL_LATER };
    struct heard heard = { .line = "" };
    char error[CURL_ERROR_SIZE] = "";
    CURL *curl = curl_easy_init();
    struct curl_slist *recipients = curl_slist_append(NULL, errand->letter->to);
    if (!curl || !recipients)
        return;
    set_server(curl, errand->server);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, errand->letter->from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)errand->letter->message.size);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_message);
    curl_easy_setopt(curl, CURLOPT_READDATA, errand);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, hear);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &heard);
    CURLcode result = curl_easy_perform(curl);
    report.end = (int)end_of(result, heard.code, errand->sent > 0);
    const char *why = *error ? error : curl_easy_strerror(result);
    bool server_said = result == CURLE_OK || heard.code >= 400;
    snprintf(report.says, sizeof(report.says), "%s", server_said ? heard.line : why);
    /* Without curl_easy_cleanup(), which would wait for the server to say goodbye. */
    if (write(to, &report, sizeof(report)) != sizeof(report))
        _exit(1);
}

struct process_child *mail_begin(struct arena *mem, const struct mail_server *server,
                                 const struct mail_letter *letter)
{
    struct errand *errand = ARENA_ONE(mem, struct errand);
    *errand = (struct errand){ .server = server, .letter = letter };
    const struct process_limit limit = { (server->timeout_s + GRACE_S) * 1000,
                                         sizeof(struct report) };
    return process_begin(mem, converse, errand, limit);
}

enum mail_end mail_finish(struct arena *mem, struct process_child *child, const char **says)
{
    struct bytes output;
    struct report *report = ARENA_ONE(mem, struct report);
    process_end(child, &output);
    if (output.size != sizeof(*report)) {
        *says = "the mail server took too long";
        return MAIL_LATER;
    }
    memcpy(report, output.at, sizeof(*report));
    *says = text_clean(mem, bytes_from(report->says), SAYS_MAX);
    return (enum mail_end)report->end;
}
