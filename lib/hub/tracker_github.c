/* Issues of GitHub (REST 2022-11-28), also of one's own server, whose address ends in /api/v3. */
#include "base/clock.h"
#include "base/form.h"
#include "hub/tracker_own.h"

enum { COMMENTS_S = 3 * 86400 };

static struct tracker_reply send(struct arena *mem, const struct tracker_place *place,
                                 const char *method, const char *path, const struct json *body)
{
    const char *const headers[] = { text_format(mem, "Authorization: Bearer %s", place->token),
                                    "Accept: application/vnd.github+json",
                                    "X-GitHub-Api-Version: 2022-11-28", NULL };
    const char *slash = strchr(place->project, '/');
    if (!slash)
        return (struct tracker_reply){ .answer =
                                           tracker_refusal("the repository is not OWNER/NAME") };
    const char *owner =
        text_cut(mem, (struct bytes){ place->project, (size_t)(slash - place->project) });
    const char *whole = text_format(mem, "/repos/%s/%s%s", form_escape(mem, owner),
                                    form_escape(mem, slash + 1), path);
    const struct tracker_call call = { method, whole, body };
    return tracker_send(mem, place, &call, headers);
}

static struct tracker_answer answer_of(struct arena *mem, const struct json *issue)
{
    int64_t number;
    const char *state = json_text(json_get(issue, "state"));
    const char *reason = json_text(json_get(issue, "state_reason"));
    const char *link = json_text(json_get(issue, "html_url"));
    if (!json_int(json_get(issue, "number"), &number) || !state || !link)
        return tracker_strange();
    struct tracker_ticket *t = ARENA_ONE(mem, struct tracker_ticket);
    t->key = text_format(mem, "#%" PRId64, number);
    t->link = link;
    t->title = json_text(json_get(issue, "title"));
    t->closed = strcmp(state, "closed") == 0;
    t->status = t->closed && reason ? text_format(mem, "%s: %s", state, reason) : state;
    t->assignee = json_text(json_get(json_get(issue, "assignee"), "login"));
    return (struct tracker_answer){ .end = TRACKER_DONE, .ticket = t };
}

/* Pull requests are among the issues. */
static struct tracker_answer find(struct arena *mem, const struct tracker_place *place,
                                  const char *label)
{
    const char *path = text_format(mem, "/issues?state=all&direction=asc&per_page=20&labels=%s",
                                   form_escape(mem, label));
    struct tracker_reply reply = send(mem, place, "GET", path, NULL);
    if (reply.answer.end == TRACKER_DONE && !json_is_array(reply.json))
        return tracker_strange();
    for (size_t i = 0; i < json_count(reply.json); i++)
        if (!json_get(json_at(reply.json, i), "pull_request"))
            return answer_of(mem, json_at(reply.json, i));
    return reply.answer;
}

static void add_label(void *labels, const char *label)
{
    json_add_text(labels, label);
}

static struct tracker_answer create(struct arena *mem, const struct tracker_place *place,
                                    const struct tracker_draft *draft)
{
    struct json *body = json_new_object(mem);
    json_set_text(body, "title", draft->title);
    json_set_text(body, "body", draft->text);
    struct json *labels = json_set_array(body, "labels");
    json_add_text(labels, draft->label);
    tracker_words(mem, place->labels, add_label, labels);
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

/* They come oldest first, so those of the last days alone are asked for. */
static struct tracker_answer has_comment(struct arena *mem, const struct tracker_place *place,
                                         const char *ticket, const char *mark)
{
    const char *since = clock_iso(mem, clock_now() - COMMENTS_S);
    const char *path =
        text_format(mem, "/issues/%s/comments?per_page=100&since=%s", ticket + 1, since);
    struct tracker_reply reply = send(mem, place, "GET", path, NULL);
    reply.answer.told = memmem(reply.body.at, reply.body.size, mark, strlen(mark)) != NULL;
    return reply.answer;
}

static struct tracker_answer comment(struct arena *mem, const struct tracker_place *place,
                                     const char *ticket, const char *text)
{
    struct json *body = json_new_object(mem);
    json_set_text(body, "body", text);
    return send(mem, place, "POST", text_format(mem, "/issues/%s/comments", ticket + 1), body)
        .answer;
}

static struct tracker_answer check(struct arena *mem, const struct tracker_place *place)
{
    struct tracker_reply reply = send(mem, place, "GET", "", NULL);
    return tracker_takes_issues(mem, &reply, "full_name", "has_issues");
}

const struct tracker tracker_github = {
    .name = "github",
    .title = "GitHub",
    .noun = "issue",
    .address = "https://api.github.com",
    .key_from = tracker_number_from,
    .find = find,
    .create = create,
    .read = read_ticket,
    .has_comment = has_comment,
    .comment = comment,
    .check = check,
};
