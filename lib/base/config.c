#include "base/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "base/text.h"

#define PREFIX "NOPANIC_"

static const struct config_entry entries[] = {
    { "URL", NULL, 0, 0, "Public address of the hub; unset: the Host of each request." },
    { "DATABASE_URL", NULL, 0, 0, "Where PostgreSQL is, as a libpq connection string." },
    { "KEYS", NULL, 0, 0, "Path of the key file, mode 0400." },
    { "SECRET_KEYS", NULL, 0, 0, "Its lines, comma between, in place of the file; as a variable." },
    { "TEMPLATES", "templates", 0, 0, "Folder of the templates." },
    { "SCHEMA", "sql/schema", 0, 0, "Folder of the migrations." },
    { "VAR", "var", 0, 0, "State folder of the hub; the command nopanic reads its nopanic.env." },
    { "SOCKETS", NULL, 0, 0, "Folder of the programs' unix sockets." },
    { "AUTH", "session", 0, 0, "How strangers are greeted: session (login page) or basic." },
    { "WORKERS", "2", 1, 64, "Processes of each program." },
    { "REQUESTS_MAX", "10000", 0, 1000000000, "Requests before a worker is replaced; 0: never." },
    { "STATEMENT_TIMEOUT_MS", "5000", 100, 600000, "Longest run of one SQL statement." },
    { "PORT", "8080", 1, 65535, "Port of nginx." },
    { "LISTEN", NULL, 0, 0, "Addresses nginx listens on, blank between them; unset: all." },
    { "PROXIES", NULL, 0, 0, "Addresses whose X-Forwarded-For is believed." },
    { "TLS_CERTIFICATE", NULL, 0, 0, "File of the certificate chain; set: nginx speaks TLS." },
    { "TLS_KEY", NULL, 0, 0, "File of its key, readable for the service user." },
    { "PAGES_RATE", "20", 0, 100000, "Pages a second for one address; 0: no limit." },
    { "LOGIN_RATE", "10", 0, 100000, "Logins a minute for one address; 0: no limit." },
    { "BODY_MAX", "16777216", 1024, 1073741824, "Bytes of a posted body as sent." },
    { "UNPACKED_MAX", "67108864", 1024, 1073741824, "Bytes of a posted body once unpacked." },
    { "LOG_KEPT_MAX", "500000", 1000, 67108864, "Bytes kept of a log: its head and its tail." },
    { "STALE_DAYS", "7", 1, 3650, "Days without a result until a repository shows so." },
    { "REPO_KEPT_MAX", "20480", 0, 1000000000, "MiB kept of one repository; 0: no limit." },
    { "SAMPLES_KEPT", "40", 1, 1000, "Logs and inputs kept per crasher: the first, the newest." },
    { "ALLOW_PRIVATE", NULL, 0, 0, "Ranges of your network it may call: 10.0.0.0/8 fd00::/8." },
    { "CALL_PORTS", "80 443 8080 8443 9000", 0, 0, "Ports that the hub may call." },
    { "CALL_CA", NULL, 0, 0, "File of authorities for servers it calls; unset: the system's." },
    { "MIRROR_MAX", "2048", 1, 1000000, "MiB of the copy of one git repository." },
    { "MIRROR_TIMEOUT_S", "600", 5, 86400, "Seconds until a git server that stalls is left." },
    { "TRUSTED_HEADER", NULL, 0, 0, "Header in which a proxy names who signed in; unset: none." },
    { "TRUSTED_PROXIES", NULL, 0, 0, "Addresses and ranges of proxies that may; blank between." },
    { "PASSWORD_COST", "5", 1, 11, "What a guess at a password costs; each more doubles it." },
    { "SIGNUP", "invitation", 0, 0, "Who may make an account: open, invitation or closed." },
    { "SIGNUP_DOMAINS", NULL, 0, 0, "Domains of those who may; blank between them; unset: all." },
    { "ADMIN_TWO_FACTOR", "no", 0, 0, "Whether administrators need a second factor: yes or no." },
    { "SMTP_URL", NULL, 0, 0, "Mail server, smtp://HOST:587; unset: mails go into mail/ of VAR." },
    { "SMTP_USER", NULL, 0, 0, "Name to sign in there with." },
    { "SMTP_PASSWORD", NULL, 0, 0, "Its password." },
    { "SMTP_TLS", "required", 0, 0, "Whether the way there is encrypted: required or off." },
    { "SMTP_CA", NULL, 0, 0, "File of authorities for its certificate; unset: the system's." },
    { "SMTP_TIMEOUT_S", "60", 1, 600, "Seconds until a mail server that stalls is left." },
    { "MAIL_FROM", NULL, 0, 0, "Sender of mails; unset: nopanic@ the host of NOPANIC_URL." },
    { "NOTIFY_WAIT_S", "5", 0, 600, "Seconds that news waits for more of its repository." },
    { "NOTIFY_MAX", "20", 1, 100000, "Messages an hour to one channel; more is one digest." },
    { "SLACK_API", "https://slack.com/api", 0, 0, "Where Slack takes messages to members." },
    { "INGEST_PER_MINUTE", "600", 1, 1000000, "Posts a minute that one token may send." },
    { "INGEST_BURST", "200", 1, 1000000, "Posts that one token may send at once." },
};

static const struct config_entry *entry_find(struct bytes name)
{
    for (size_t i = 0; i < COUNT_OF(entries); i++)
        if (bytes_equal(name, bytes_from(entries[i].name)))
            return &entries[i];
    return NULL;
}

static const struct config_entry *entry_need(const char *name)
{
    const struct config_entry *entry = entry_find(bytes_from(name));
    if (!entry) {
        fprintf(stderr, "bug: there is no setting " PREFIX "%s\n", name);
        abort();
    }
    return entry;
}

static const char *value_of(const struct config_entry *entry)
{
    char variable[64];
    snprintf(variable, sizeof(variable), PREFIX "%s", entry->name);
    const char *value = getenv(variable);
    return value && *value ? value : entry->value;
}

const char *config_text(const char *name)
{
    return value_of(entry_need(name));
}

int64_t config_int(const char *name)
{
    const struct config_entry *entry = entry_need(name);
    int64_t value;
    const char *text = value_of(entry);
    if (text_to_int(text, &value) && value >= entry->least && value <= entry->most)
        return value;
    fprintf(stderr,
            PREFIX "%s must be a whole number from %" PRId64 " to %" PRId64 ", not \"%s\"\n", name,
            entry->least, entry->most, text ? text : "");
    exit(EXIT_FAILURE);
}

bool config_flag(const char *name)
{
    static const char *const yes[] = { "1", "yes", "on", "true" };
    const char *value = config_text(name);
    for (size_t i = 0; value && i < COUNT_OF(yes); i++)
        if (strcasecmp(value, yes[i]) == 0)
            return true;
    return false;
}

const struct config_entry *config_entry(size_t index)
{
    return index < COUNT_OF(entries) ? &entries[index] : NULL;
}

/* What /push.sh reads, which may stand in the environment of whoever uses both. */
static bool is_of_push(struct bytes name)
{
    static const char *const names[] = { "TOKEN", "TOKEN_FILE", "REPO" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (bytes_equal(name, bytes_from(names[i])))
            return true;
    return false;
}

const char *config_unknown(void)
{
    static const size_t prefix = sizeof(PREFIX) - 1;
    static char unknown[128];
    for (char **variable = environ; *variable; variable++) {
        if (strncmp(*variable, PREFIX, prefix) != 0)
            continue;
        struct bytes name = { *variable + prefix, strcspn(*variable + prefix, "=") };
        if (entry_find(name) || is_of_push(name))
            continue;
        snprintf(unknown, sizeof(unknown), PREFIX "%.*s", (int)name.size, name.at);
        return unknown; /* without its value, which may be a secret */
    }
    return NULL;
}
