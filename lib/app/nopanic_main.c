#include "app/command.h"

static const struct command commands[] = {
    { "migrate", "",
      "Brings the database to the schema of this program. Applies what it lacks, in order; "
      "changes\n"
      "nothing if it is there already; refuses a database that is newer.",
      command_migrate },
    { "setup-link", "",
      "Makes a link that works once, within 7 days, and creates the first administrator; earlier\n"
      "links end. Exit status 3: there is an administrator already.",
      command_setup_link },
    { "account add", "NAME EMAIL [--admin]",
      "Creates an account. The password comes on standard input, one line; from a terminal it is\n"
      "asked for and not shown.",
      command_account_add },
    { "repo add", "OWNER/NAME [--public]",
      "Adds a repository. It is private, seen by those who were given a role on it, unless "
      "--public.",
      command_repo_add },
    { "repo list", "", "Lists the repositories, a line each.", command_repo_list },
    { "token create", "--repo OWNER/NAME | --all [--scope ingest|read] [--days N] [--name NAME]",
      "Makes a token for a machine and prints it, once, on standard output. --scope ingest (the\n"
      "default) may push results, read may read pages as JSON. --all is for every repository; "
      "with\n"
      "ingest it also creates those that do not exist. --days is how long it is valid: 90.",
      command_token_create },
    { "token list", "", "Lists the tokens, a line each, with the ID that revoke takes.",
      command_token_list },
    { "token revoke", "ID", "Ends a token at once.", command_token_revoke },
    { "rebucket", "[--dry-run] [--repo OWNER/NAME]",
      "Reads the kept logs again and sorts the crashers by what makes a signature now; before a\n"
      "version of the hub that changes that takes posts. Numbers, states, tickets and\n"
      "subscriptions stay, and nobody is told. --dry-run prints what would move.",
      command_rebucket },
    { "reseal", "[--dry-run]",
      "Seals all stored secrets with the first key of the key file. To replace a key: put the new\n"
      "one on the first line, run make up, then this, and take the old line out only when tokens "
      "that it\n"
      "signed have ended. It may be stopped and run again at any time. Exit status 1 if a secret\n"
      "cannot be opened; it is left as it is.",
      command_reseal },
    { "doctor", "",
      "Looks at settings, key file, versions of libraries and the database, a line each: ok, or "
      "BAD\n"
      "with what to do. Exit status 1 if something is bad.",
      command_doctor },
    { 0 },
};

int main(int count, char **arguments)
{
    return command_main(commands, count, arguments);
}
