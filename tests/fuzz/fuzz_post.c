/*
 * Reads any bytes as a post to /ingest, up to what is handed to the database: the first line is its
 * Content-Type, the rest its body.
 */
#include "fuzz.h"
#include "hub/name.h"
#include "hub/post_doc.h"
#include "hub/post_read.h"

static struct post *read_post(struct input *input)
{
    struct post *post = post_new(input->mem);
    const char *type = text_cut(input->mem, input_line(input));
    post_set(post, "repo", "owner/name");
    if (strncmp(type, "multipart/", 10) == 0)
        post_read_form(post, type, input->bytes);
    else if (strcmp(type, "application/json") == 0)
        post_read_json(post, input->bytes);
    else if (strcmp(type, "application/x-tar") == 0)
        post_read_archive(post, input->bytes);
    else
        post_read_text(post, input->bytes);
    post_check(post);
    return post;
}

static void read_input(void *arg)
{
    struct input *input = arg;
    const struct post *post = read_post(input);
    const struct post_item *items = post_items(post);
    demand(items != NULL);
    for (const struct post_item *i = items; i; i = i->next) {
        demand_text(i->package, NAME_SIZE_MAX);
        demand_text(i->target, NAME_SIZE_MAX);
        demand_bytes(i->kept);
        for (const struct post_occurrence *o = i->occurrences; o; o = o->next)
            demand_text(o->input_name, NAME_SIZE_MAX);
    }
    demand_text(post_doc(post, items).json, SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum fail failed = input_read(data, size, (size_t)256 * 1024 * 1024, read_input);
    demand(failed != FAIL_BROKEN && failed != FAIL_AWAY);
    return 0;
}
