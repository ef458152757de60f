#include "scene.h"

#include <stdio.h>
#include <stdlib.h>

enum { MEMORY_MAX = 256 * 1024 * 1024, TIMEOUT_MS = 10000 };

static struct arena *process_mem;
static const char *last_reason = "";

int scene_open(void **state)
{
    const char *url = getenv("NOPANIC_TEST_DATABASE");
    if (!url) {
        fprintf(stderr, "NOPANIC_TEST_DATABASE is not set: run tests/unit.sh\n");
        return -1;
    }
    process_mem = arena_new(MEMORY_MAX);
    struct scene *scene = ARENA_ONE(process_mem, struct scene);
    scene->mem = arena_new(MEMORY_MAX);
    scene->db = db_open(process_mem, url, "nopanic_owner", TIMEOUT_MS);
    *state = scene;
    return 0;
}

int scene_begin(void **state)
{
    struct scene *scene = *state;
    db_execute(scene->db, "BEGIN");
    return 0;
}

int scene_end(void **state)
{
    struct scene *scene = *state;
    db_forget(scene->db);
    arena_reset(scene->mem);
    return 0;
}

int scene_close(void **state)
{
    struct scene *scene = *state;
    arena_free(scene->mem);
    arena_free(process_mem);
    return 0;
}

void scene_sql(struct scene *scene, const char *commands)
{
    db_execute(scene->db, commands);
}

int scene_memory(void **state)
{
    *state = arena_new(MEMORY_MAX);
    return 0;
}

int scene_no_memory(void **state)
{
    arena_free(*state);
    return 0;
}

enum fail scene_fails(void (*work)(void *arg), void *arg)
{
    return fail_guard(work, arg, &last_reason);
}

const char *scene_reason(void)
{
    return last_reason;
}
