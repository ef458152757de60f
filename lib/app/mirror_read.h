/* The tree of one commit, and what files of frames mean in it. */
#ifndef APP_MIRROR_READ_H
#define APP_MIRROR_READ_H

#include "base/git.h"
#include "hub/mirror.h"

struct mirror_tree {
    const char *folder; /* of the copy */
    struct arena *mem;  /* of this commit; NULL before the first */
    struct git_mirror *mirror;
    const char *commit;
    struct git_paths paths;
    const struct mapping_module *modules;
};

/* Goes to a commit; false if it is not there.  What was found at the one before is gone then. */
MUST_USE bool mirror_tree_at(struct mirror_tree *tree, const char *commit);

/* The file that a path means by the rules, of which those that are none are passed over. */
struct mirror_found mirror_tree_find(struct mirror_tree *tree, const char *rules, const char *file);

#endif
