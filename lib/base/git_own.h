/* What the files of base/git share. */
#ifndef BASE_GIT_OWN_H
#define BASE_GIT_OWN_H

#include <git2.h>
#include <git2/sys/transport.h>

#include "base/git.h"

struct git_mirror {
    struct arena *mem;
    git_repository *repo;
};

/* A conversation with one server. */
struct git_wire {
    struct arena *mem;
    const struct git_source *from;
    const char *why; /* it failed; NULL: it did not */
};

/* Gives libgit2 the way to the server of a wire, its payload, whatever the scheme of the url. */
int git_wire_transport(git_transport **out, git_remote *remote, void *wire);

#endif
