/* Issues of GitLab (REST v4). */
#include "base/form.h"
#include "hub/tracker_own.h"

enum { LABELS_MAX = 4000 };

static struct tracker_reply send(struct arena *mem, const struct tracker_place *place,
                                 const char *method, const char *path, const struct json *body)
{
    const char *const headers[] = { text_format(mem, "PRIVATE-TOKEN: %s", place->token),
                                    "Accept: application/json", NULL };
    const char *whole =
        text_format(mem, "/api/v4/projects/%s%s", form_escape(mem, place->project), path);
    const struct tracker_call call = { method, whole, body };
    return tracker_send(mem, place, &call, headers);
}

static struct tracker_answer answer_of(struct arena *mem, const struct json *issue)
{
    int64_t number;
    const char *state = json_text(json_get(issue, "state"));
    const char *link = json_text(json_get(issue, "web_url"));
    if (!json_int(json_get(issue, "iid"), &number) || !state || !link)
        return tracker_strange();
    struct tracker_ticket *t = ARENA_ONE(mem, struct tracker_ticket);
    t->key = text_format(mem, "#%" PRId64, number);
    t->link = link;
    t->title = json_text(json_get(issue, "title"));
    t->status = state;
    t->closed = strcmp(state, "closed") == 0;
    const struct json *assignee = json_at(json_get(issue, "assignees"), 0);
    t->assignee = json_text(json_get(assignee, "username"));
    return (struct tracker_answer){ .end = TRACKER_DONE, .ticket = t };
}

static struct tracker_answer find(struct arena *mem, const struct tracker_place *place,
                                  const char *label)
{
    const char *path =
        text_format(mem, "/issues?scope=all&order_by=created_at&sort=asc&per_page=1&labels=%s",
                    form_escape(mem, label));
    struct tracker_reply reply = send(mem, place, "GET", path, NULL);
    if (reply.answer.end != TRACKER_DONE)
        return reply.answer;
    if (!json_is_array(reply.json))
        return tracker_strange();
    return json_count(reply.json) > 0 ? answer_of(mem, json_at(reply.json, 0)) : reply.answer;
}

static void add_label(void *labels, const char *label)
{
    text_add_format(labels, ",%s", label);
}

static struct tracker_answer create(struct arena *mem, const struct tracker_place *place,
                                    const struct tracker_draft *draft)
{
    struct json *body = json_new_object(mem);
    struct text labels = text_new(mem, LABELS_MAX);
    text_add(&labels, draft->label);
    tracker_words(mem, place->labels, add_label, &labels);
    json_set_text(body, "title", draft->title);
    json_set_text(body, "description", draft->text);
    json_set_text(body, "labels", labels.at);
    struct tracker_reply reply = send(mem, place, "POST", "/issues", body);
    return reply.answer.end == TRACKER_DONE ? answer_of(mem, reply.json) : reply.answer;
}

static struct tracker_answer read_ticket(struct arena *mem, const struct tracker_place *place,
                                         const char *ticket)
{
    struct tracker_reply reply =
        send(mem, place, "GET", text_format(mem, "/issues/%s", ticket + 1), NULL);
    return reply.answer.end == TRACKER_DONE ? answer_of(mem, reply.json) : reply.answer;
}

static struct tracker_answer has_comment(struct arena *mem, const struct tracker_place *place,
                                         const char *ticket, const char *mark)
{
    const char *path =
        text_format(mem, "/issues/%s/notes?order_by=created_at&sort=desc&per_page=20", ticket + 1);
    struct tracker_reply reply = send(mem, place, "GET", path, NULL);
    reply.answer.told = memmem(reply.body.at, reply.body.size, mark, strlen(mark)) != NULL;
    return reply.answer;
}

static struct tracker_answer comment(struct arena *mem, const struct tracker_place *place,
                                     const char *ticket, const char *text)
{
    struct json *body = json_new_object(mem);
    json_set_text(body, "body", text);
    return send(mem, place, "POST", text_format(mem, "/issues/%s/notes", ticket + 1), body).answer;
}

static struct tracker_answer check(struct arena *mem, const struct tracker_place *place)
{
    struct tracker_reply reply = send(mem, place, "GET", "", NULL);
    return tracker_takes_issues(mem, &reply, "path_with_namespace", "issues_enabled");
}

const struct tracker tracker_gitlab = {
    .name = "gitlab",
    .title = "GitLab",
    .noun = "issue",
    .address = "https://gitlab.com",
    .key_from = tracker_number_from,
    .find = find,
    .create = create,
    .read = read_ticket,
    .has_comment = has_comment,
    .comment = comment,
    .check = check,
};
