/*
 * The frame of the operator's command: `nopanic WORD [WORD] [ARGUMENT...]`.
 *
 * It works with the owner's rights on the database.  Its settings are the environment, or, where
 * that names no database, the file nopanic.env of the state folder (NOPANIC_VAR, else ./var).
 *
 * Exit status: 0 done; 1 failed; 2 wrong arguments; what else a command means by its own.
 */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include "hub/hub.h"

struct command;
struct group;

struct command_call {
    struct hub hub;
    const struct command *command;
    char **arguments; /* what is left of them, ended by NULL */
    int status;       /* of the exit */
};

struct command {
    const char *name;      /* "token create" */
    const char *arguments; /* "--repo OWNER/NAME | --all [--days N]" */
    const char *says;      /* a sentence or more for --help */
    void (*run)(struct command_call *call);
};

/* Runs the command that the arguments of main() name; table ends with a NULL name. */
int command_main(const struct command *table, int count, char **arguments);

/* Takes "--name VALUE" or "--name=VALUE" out of the arguments; NULL if it is not there. */
const char *command_value(struct command_call *call, const char *option);
/* The same as a number; fail(FAIL_INPUT) unless it is between least and most; other if absent. */
int64_t command_number(struct command_call *call, const char *option, int64_t other, int64_t least,
                       int64_t most);
/* Takes "--name" out of the arguments. */
bool command_flag(struct command_call *call, const char *option);
/* After the options: takes the next argument; fail(FAIL_INPUT) names what is missing. */
const char *command_need(struct command_call *call, const char *what);
/* The last argument; other if there is none, fail(FAIL_INPUT) if there are more. */
const char *command_other(struct command_call *call, const char *other);
/* At the end: fail(FAIL_INPUT) if an argument is left. */
void command_no_more(struct command_call *call);

/* Opens the database, whatever schema it has, with this limit on a statement. */
void command_open_any(struct command_call *call, int64_t timeout_ms);
/* Opens the database with the schema of this program, and the rights of an administrator. */
void command_open(struct command_call *call);

/* Prints what is granted to a group, a line each. */
void command_print_grants(struct command_call *call, const struct group *group);

void command_migrate(struct command_call *call);
void command_setup_link(struct command_call *call);
void command_account_add(struct command_call *call);
void command_account_invite(struct command_call *call);
void command_account_two_factor_off(struct command_call *call);
void command_account_reset_link(struct command_call *call);
void command_repo_add(struct command_call *call);
void command_repo_list(struct command_call *call);
void command_repo_rename(struct command_call *call);
void command_repo_public(struct command_call *call);
void command_repo_private(struct command_call *call);
void command_repo_remove(struct command_call *call);
void command_group_add(struct command_call *call);
void command_group_list(struct command_call *call);
void command_group_show(struct command_call *call);
void command_group_rename(struct command_call *call);
void command_group_remove(struct command_call *call);
void command_group_join(struct command_call *call);
void command_group_leave(struct command_call *call);
void command_grant_set(struct command_call *call);
void command_grant_remove(struct command_call *call);
void command_grant_list(struct command_call *call);
void command_token_create(struct command_call *call);
void command_token_list(struct command_call *call);
void command_token_revoke(struct command_call *call);
void command_rebucket(struct command_call *call);
void command_key_list(struct command_call *call);
void command_key_add(struct command_call *call);
void command_key_remove(struct command_call *call);
void command_reseal(struct command_call *call);
void command_doctor(struct command_call *call);

#endif
