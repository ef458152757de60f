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
    { "account add", "NAME EMAIL [--admin] [--confirmed]",
      "Creates an account. The password comes on standard input, one line; from a terminal it is\n"
      "asked for and not shown. --confirmed: the address is known to be theirs, so that news go\n"
      "there without a mail that confirms it.",
      command_account_add },
    { "account invite", "EMAIL",
      "Mails a link to this address, and prints it: it works once, within 7 days, and makes an\n"
      "account.",
      command_account_invite },
    { "account reset-link", "NAME",
      "Prints a link that works once, within 30 minutes, to choose a new password: for whom no "
      "mail\n"
      "reaches.",
      command_account_reset_link },
    { "account two-factor-off", "NAME",
      "Lets an account sign in with its password alone: for whom app and recovery codes are lost.\n"
      "A mail tells its owner.",
      command_account_two_factor_off },
    { "repo add", "OWNER/NAME [--public]",
      "Adds a repository. It is private, seen by those who were given a role on it, unless "
      "--public.",
      command_repo_add },
    { "repo list", "[TEXT]", "Lists the repositories whose names hold TEXT, a line each.",
      command_repo_list },
    { "repo rename", "OWNER/NAME OWNER/NEW",
      "Gives a repository another name. Pages with the old name are gone; numbers of crashers and\n"
      "runs, tokens and grants by name stay. Grants by pattern go by the new name.",
      command_repo_rename },
    { "repo public", "OWNER/NAME", "Lets everybody read a repository.", command_repo_public },
    { "repo private", "OWNER/NAME",
      "Lets only those read a repository who were given a role on it.", command_repo_private },
    { "repo remove", "OWNER/NAME --yes",
      "Removes a repository with all its runs and crashers, for good.", command_repo_remove },
    { "group add", "NAME", "Makes a group. What is granted to a group, every member has.",
      command_group_add },
    { "group list", "[TEXT]", "Lists the groups whose names hold TEXT, a line each.",
      command_group_list },
    { "group show", "NAME", "Lists the members of a group and what is granted to it.",
      command_group_show },
    { "group rename", "NAME NEW", "Gives a group another name.", command_group_rename },
    { "group remove", "NAME --yes",
      "Removes a group and all that was granted to it. The accounts of its members stay.",
      command_group_remove },
    { "group join", "NAME ACCOUNT [--manager | --member]",
      "Makes an account a member of a group. A manager may add and remove members; --manager and\n"
      "--member also change what a member is.",
      command_group_join },
    { "group leave", "NAME ACCOUNT", "Removes a member from a group.", command_group_leave },
    { "grant set", "read|triage|admin --group NAME | --account NAME  OWNER/NAME | PATTERN",
      "Grants a role on a repository, or on all whose names fit a pattern, those of the future "
      "too:\n"
      "XXyCorp/* or */vault (quote it for the shell). read sees results and inputs, triage also\n"
      "changes states, admin also changes settings and grants. An earlier role is replaced.",
      command_grant_set },
    { "grant remove", "--group NAME | --account NAME  OWNER/NAME | PATTERN",
      "Ends a grant at once.", command_grant_remove },
    { "grant list", "[--repo OWNER/NAME | --group NAME | --account NAME]",
      "Lists the grants, a line each: all of them, those that reach a repository and through "
      "what,\n"
      "those of a group, or the repositories of an account and through which grant.",
      command_grant_list },
    { "token create",
      "--repo OWNER/NAME|PATTERN | --all [--scope ingest|read] [--days N] [--name NAME]",
      "Makes a token for a machine and prints it, once, on standard output. --scope ingest (the\n"
      "default) may push results, read may read pages as JSON. --all is for every repository, a\n"
      "pattern such as 'XXyCorp/lib-*' for those that fit; with ingest they also create what does\n"
      "not exist. --days is how long it is valid: 90.",
      command_token_create },
    { "token list", "", "Lists the tokens, a line each, with the ID that revoke takes.",
      command_token_list },
    { "token revoke", "ID", "Ends a token at once.", command_token_revoke },
    { "rebucket", "[--dry-run] [--repo OWNER/NAME]",
      "Reads the kept logs again and sorts the crashers by what makes a signature now; before a\n"
      "version of the hub that changes that takes posts. Numbers, states, tickets and\n"
      "subscriptions stay, and nobody is told. --dry-run prints what would move.",
      command_rebucket },
    { "key list", "",
      "Lists the keys of the key file, the current one first, with how many tokens in force each "
      "has\n"
      "signed and how many secrets it seals.",
      command_key_list },
    { "key add", "",
      "Puts a new key before the others, which still check and open. The programs use it after "
      "their\n"
      "next start (make up); then nopanic reseal.",
      command_key_add },
    { "key remove", "ID [--force]",
      "Takes a key out that is not the current one. Refused while tokens in force are signed with "
      "it;\n"
      "--force ends those. Refused while it seals secrets: nopanic reseal first.",
      command_key_remove },
    { "reseal", "[--dry-run]",
      "Seals all stored secrets with the current key. It may be stopped and run again at any "
      "time.\n"
      "Exit status 1 if a secret cannot be opened; it is left as it is.",
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
