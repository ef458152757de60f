#include "base/git_own.h"

#include <sys/resource.h>
#include <unistd.h>

enum { MEMORY_MAX = 1024 * 1024 * 1024 };

static void set_limit(enum __rlimit_resource what, rlim_t most)
{
    const struct rlimit limit = { most, most };
    setrlimit(what, &limit);
}

void git_mirror_limit(int64_t cpu_s, size_t file_max)
{
    set_limit(RLIMIT_CPU, (rlim_t)cpu_s);
    set_limit(RLIMIT_FSIZE, (rlim_t)file_max);
    set_limit(RLIMIT_CORE, 0);
#ifndef __SANITIZE_ADDRESS__ /* which has an address space of its own */
    set_limit(RLIMIT_AS, MEMORY_MAX);
#endif
}

static const char *last_words(struct arena *mem)
{
    const git_error *error = git_error_last();
    return text_clean(mem, bytes_from(error && error->message ? error->message : "it failed"), 300);
}

/* No configuration but that of the copy: what lies in a home folder would lead elsewhere. */
static void start_library(void)
{
    static const int levels[] = { GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
                                  GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA };
    git_libgit2_init();
    for (size_t i = 0; i < COUNT_OF(levels); i++)
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
}

static void close_copy(void *arg)
{
    struct git_mirror *mirror = arg;
    git_repository_free(mirror->repo);
    git_libgit2_shutdown();
}

struct git_mirror *git_mirror_open(struct arena *mem, const char *folder, const char **why)
{
    struct git_mirror *mirror = ARENA_ONE(mem, struct git_mirror);
    mirror->mem = mem;
    start_library();
    arena_defer(mem, close_copy, mirror);
    if (git_repository_open_bare(&mirror->repo, folder) < 0 &&
        git_repository_init(&mirror->repo, folder, 1) < 0) {
        *why = last_words(mem);
        return NULL;
    }
    if (chdir(folder) != 0) {
        *why = "its folder cannot be entered";
        return NULL;
    }
    return mirror;
}

/* Stops a fetch of too many objects. */
static int watch(const git_indexer_progress *progress, void *arg)
{
    struct git_wire *wire = arg;
    if (progress->total_objects <= GIT_MIRROR_OBJECTS_MAX)
        return 0;
    wire->why = "the repository is too big: it has too many objects";
    return -1;
}

static const char *fetch(struct git_mirror *mirror, const struct git_source *from,
                         const git_strarray *what)
{
    struct git_wire wire = { mirror->mem, from, NULL };
    git_remote *remote = NULL;
    git_fetch_options options;
    git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION);
    options.callbacks.transport = git_wire_transport;
    options.callbacks.transfer_progress = watch;
    options.callbacks.payload = &wire;
    options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
    options.update_fetchhead = 0;
    int status = git_remote_create_anonymous(&remote, mirror->repo, from->url);
    if (status == 0)
        status = git_remote_fetch(remote, what, &options, NULL);
    const char *why = status == 0 ? NULL : wire.why ? wire.why : last_words(mirror->mem);
    git_remote_free(remote);
    return why;
}

/* Server that do not hand out commits by their ids say so, and nothing is lost by that. */
static void fetch_commits(struct git_mirror *mirror, const struct git_source *from,
                          const char *const *commits, size_t count)
{
    char *refs[GIT_MIRROR_COMMITS_MAX];
    git_strarray what = { refs, 0 };
    for (size_t i = 0; i < count && what.count < GIT_MIRROR_COMMITS_MAX; i++)
        if (!git_mirror_has(mirror, commits[i]) && strlen(commits[i]) == GIT_MIRROR_ID_SIZE)
            refs[what.count++] =
                text_format(mirror->mem, "%s:refs/nopanic/%s", commits[i], commits[i]);
    if (what.count > 0)
        (void)fetch(mirror, from, &what);
}

const char *git_mirror_fetch(struct git_mirror *mirror, const struct git_source *from,
                             const char *const *commits, size_t count)
{
    char *refs[] = { text_copy(mirror->mem, "+refs/heads/*:refs/heads/*"),
                     text_copy(mirror->mem, "+refs/tags/*:refs/tags/*") };
    const git_strarray what = { refs, COUNT_OF(refs) };
    const char *why = fetch(mirror, from, &what);
    if (!why)
        fetch_commits(mirror, from, commits, count);
    return why;
}
