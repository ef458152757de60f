#include "app/command.h"

static const struct command commands[] = {
    { "migrate", "",
      "Brings the database to the schema of this program. Applies what it lacks, in order; "
      "changes\n"
      "nothing if it is there already; refuses a database that is newer.",
      command_migrate },
    { 0 },
};

int main(int count, char **arguments)
{
    return command_main(commands, count, arguments);
}
