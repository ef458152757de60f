#include "app/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/fail.h"
#include "base/file.h"

enum { COMMAND_MEMORY = 256 * 1024 * 1024, SETTINGS_MAX = 256 * 1024, TIMEOUT_MS = 30000 };

/* A line NAME=value, taken as it is; what the environment has already stays. */
static void take_setting(const char *line)
{
    char name[64];
    size_t size = strcspn(line, "=");
    if (strncmp(line, "NOPANIC_", 8) != 0 || line[size] != '=' || size >= sizeof(name))
        return;
    memcpy(name, line, size);
    name[size] = '\0';
    setenv(name, line + size + 1, 0);
}

static void read_settings(struct arena *mem)
{
    const char *url = getenv("NOPANIC_DATABASE_URL"), *folder = getenv("NOPANIC_VAR");
    if (url && *url)
        return;
    const char *path = text_format(mem, "%s/nopanic.env", folder && *folder ? folder : "var");
    struct bytes settings = file_read(mem, path, SETTINGS_MAX);
    if (!settings.at)
        return;
    char *rest = text_cut(mem, settings), *line;
    while ((line = strsep(&rest, "\n")))
        take_setting(line);
}

void command_open_any(struct command_call *call, int64_t timeout_ms)
{
    const char *url = config_text("DATABASE_URL");
    if (!url)
        fail(FAIL_BROKEN, "no database is named. Set NOPANIC_VAR to the hub's state folder, "
                          "or NOPANIC_DATABASE_URL.");
    call->hub.db = db_open(call->hub.mem, url, "nopanic_owner", timeout_ms);
}

void command_open(struct command_call *call)
{
    command_open_any(call, TIMEOUT_MS);
    db_need_version(call->hub.db, HUB_SCHEMA_VERSION);
    hub_operate(&call->hub);
}

static void print_usage(FILE *to, const struct command *command)
{
    fprintf(to, "usage: nopanic %s%s%s\n", command->name, *command->arguments ? " " : "",
            command->arguments);
}

static int print_help(const struct command *table)
{
    printf("The operator's command of a nopanic hub.\n\n");
    for (const struct command *c = table; c->name; c++)
        printf("  nopanic %s%s%s\n", c->name, *c->arguments ? " " : "", c->arguments);
    printf(
        "\nnopanic COMMAND --help tells more.  Settings come from the environment (NOPANIC_*) or,"
        "\nwhere that names no database, from nopanic.env in NOPANIC_VAR (else ./var).\n");
    return EXIT_SUCCESS;
}

/* How many arguments the command's words take up; 0 if it is not this command. */
static int words_of(const struct command *command, char **arguments)
{
    const char *rest = command->name;
    for (int count = 0; arguments[count]; count++) {
        size_t size = strcspn(rest, " ");
        if (strlen(arguments[count]) != size || strncmp(rest, arguments[count], size) != 0)
            return 0;
        rest += size;
        if (!*rest)
            return count + 1;
        rest++;
    }
    return 0;
}

static bool wants_help(char **arguments)
{
    for (; *arguments; arguments++)
        if (strcmp(*arguments, "--help") == 0 || strcmp(*arguments, "-h") == 0)
            return true;
    return false;
}

static void run(void *arg)
{
    struct command_call *call = arg;
    read_settings(call->hub.mem);
    call->command->run(call);
}

static int run_command(const struct command *command, char **arguments)
{
    struct command_call call = { .command = command, .arguments = arguments };
    call.hub.mem = arena_new(COMMAND_MEMORY);
    call.hub.now = clock_now();
    setenv("PGAPPNAME", "nopanic command", 1);
    const char *reason;
    enum fail kind = fail_guard(run, &call, &reason);
    if (kind != FAIL_NOT) {
        fprintf(stderr, "nopanic %s: %s\n", command->name, reason);
        call.status = kind == FAIL_INPUT ? 2 : EXIT_FAILURE;
        if (kind == FAIL_INPUT)
            print_usage(stderr, command);
    }
    arena_free(call.hub.mem);
    return call.status;
}

int command_main(const struct command *table, int count, char **arguments)
{
    if (count < 2 || strcmp(arguments[1], "help") == 0 ||
        (arguments[1][0] == '-' && wants_help(arguments + 1)))
        return print_help(table);
    for (const struct command *c = table; c->name; c++) {
        int words = words_of(c, arguments + 1);
        if (words == 0)
            continue;
        if (!wants_help(arguments + 1 + words))
            return run_command(c, arguments + 1 + words);
        print_usage(stdout, c);
        printf("\n%s\n", c->says);
        return EXIT_SUCCESS;
    }
    fprintf(stderr, "nopanic: there is no command \"%s\"; nopanic --help lists them\n",
            arguments[1]);
    return 2;
}
