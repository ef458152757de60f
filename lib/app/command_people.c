/* setup-link, account add, invite, reset-link, two-factor-off: how people come in. */
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "app/command.h"
#include "app/program.h"
#include "base/config.h"
#include "base/fail.h"
#include "base/view.h"
#include "hub/password.h"
#include "hub/people.h"
#include "hub/reset.h"
#include "hub/setup.h"
#include "hub/signup.h"
#include "hub/site.h"

enum { STATUS_HAS_ADMIN = 3 };

void command_setup_link(struct command_call *call)
{
    command_no_more(call);
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    const char *code = setup_code(&call->hub), *url = site_url(call->hub.mem);
    db_execute(call->hub.db, "COMMIT");
    if (!code) {
        fprintf(stderr, "There is an administrator already; sign in at %s/login.\n", url);
        call->status = STATUS_HAS_ADMIN;
        return;
    }
    printf("%s/setup#%s\n(without JavaScript: open %s/setup and type the code %s)\n", url, code,
           url, code);
}

static void restore_terminal(void *before)
{
    tcsetattr(STDIN_FILENO, TCSAFLUSH, before);
}

/* One line from standard input; from a terminal without showing it. */
static const char *read_password(struct arena *mem)
{
    struct termios *before = ARENA_ONE(mem, struct termios);
    if (tcgetattr(STDIN_FILENO, before) == 0) {
        struct termios quiet = *before;
        quiet.c_lflag &= (tcflag_t)~ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        arena_defer(mem, restore_terminal, before);
        fprintf(stderr, "Password (%d characters or more): ", PASSWORD_CHARACTERS_MIN);
    }
    char line[PASSWORD_BYTES_MAX + 3];
    if (!fgets(line, sizeof(line), stdin))
        fail(FAIL_INPUT, "the password comes on standard input");
    line[strcspn(line, "\r\n")] = '\0';
    return text_copy(mem, line);
}

void command_account_add(struct command_call *call)
{
    bool is_admin = command_flag(call, "--admin"), confirmed = command_flag(call, "--confirmed");
    const char *name = command_need(call, "NAME"), *email = command_need(call, "EMAIL");
    command_no_more(call);
    command_open(call);
    const char *password = read_password(call->hub.mem);
    db_execute(call->hub.db, "BEGIN");
    const struct account *account = account_add(&call->hub, name, email, password, is_admin);
    if (confirmed && !account_set_email(&call->hub, account, email))
        fail(FAIL_BROKEN, "the address could not be confirmed");
    db_execute(call->hub.db, "COMMIT");
    fprintf(stderr, "\n%s may sign in%s.\n", account->name,
            is_admin ? " and administers the hub" : "");
}

void command_account_invite(struct command_call *call)
{
    const char *email = command_need(call, "EMAIL");
    command_no_more(call);
    const char *problem = account_email_problem(email);
    if (problem)
        fail(FAIL_REFUSED, "%s", problem);
    command_open(call);
    view_folder(config_text("TEMPLATES"));
    db_execute(call->hub.db, "BEGIN");
    const char *code = signup_invite(&call->hub, email, NULL);
    if (!code)
        fail(FAIL_CONFLICT, "this address has an account");
    db_execute(call->hub.db, "COMMIT");
    printf("%s/signup/new#%s\n", site_url(call->hub.mem), code);
}

void command_account_reset_link(struct command_call *call)
{
    const char *name = command_need(call, "NAME");
    command_no_more(call);
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    const struct account *account = account_find(&call->hub, name);
    if (!account || account->disabled)
        fail(FAIL_ABSENT, "there is no such account, or it is closed");
    const char *code = reset_code(&call->hub, account);
    db_execute(call->hub.db, "COMMIT");
    printf("%s/reset/new#%s\n", site_url(call->hub.mem), code);
}

void command_account_two_factor_off(struct command_call *call)
{
    const char *name = command_need(call, "NAME");
    command_no_more(call);
    command_open(call);
    view_folder(config_text("TEMPLATES"));
    db_execute(call->hub.db, "BEGIN");
    const struct person *person = people_find(&call->hub, name);
    if (!person)
        fail(FAIL_ABSENT, "there is no account \"%s\"", name);
    bool was_on = people_second_off(&call->hub, person, NULL);
    db_execute(call->hub.db, "COMMIT");
    fprintf(stderr, "%s signs in with the password alone%s.\n", person->name,
            was_on ? " from now on" : " already");
}
