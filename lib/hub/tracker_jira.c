/*
 * Jira Cloud (REST v3: texts are ADF; an account's e-mail address and API token) and Data Center
 * (REST v2: texts are wiki text; a personal access token).  Whether there is a user tells which.
 */
#include "hub/tracker_jira.h"

#include <ctype.h>

#include "base/base64.h"
#include "base/form.h"
#include "hub/ticket_text.h"

bool jira_is_cloud(const struct tracker_place *place)
{
    return place->user != NULL;
}

const char *jira_type(const struct tracker_place *place)
{
    return place->type ? place->type : "Bug";
}

static bool is_number(const char *text)
{
    return *text && text[strspn(text, "0123456789")] == '\0';
}

void jira_set_named(struct json *object, const char *member, const char *key, const char *value)
{
    json_set_text(json_set_object(object, member), is_number(value) ? "id" : key, value);
}

static const char *authorization(struct arena *mem, const struct tracker_place *place)
{
    if (!jira_is_cloud(place))
        return text_format(mem, "Authorization: Bearer %s", place->token);
    const char *both = text_format(mem, "%s:%s", place->user, place->token);
    return text_format(mem, "Authorization: Basic %s", base64_text(mem, bytes_from(both)));
}

struct tracker_reply jira_send(struct arena *mem, const struct tracker_place *place,
                               const char *method, const char *path, const struct json *body)
{
    const char *const headers[] = { authorization(mem, place), "Accept: application/json", NULL };
    const char *api = jira_is_cloud(place) ? "/rest/api/3" : "/rest/api/2";
    const struct tracker_call call = { method, text_format(mem, "%s%s", api, path), body };
    return tracker_send(mem, place, &call, headers);
}

static void set_body(struct arena *mem, const struct tracker_place *place, struct json *object,
                     const char *member, const char *markdown)
{
    if (jira_is_cloud(place))
        json_set_copy(object, member, ticket_adf(mem, markdown));
    else
        json_set_text(object, member, ticket_wiki(mem, markdown, TRACKER_SENT_MAX));
}

/* "VAULT-1288", of "vault-1288" or of https://jira/browse/VAULT-1288?x=y. */
static const char *key_from(struct arena *mem, const char *typed)
{
    const char *last = strstr(typed, "/browse/");
    typed = last ? last + strlen("/browse/") : typed + strspn(typed, " ");
    char *key = text_cut(mem, (struct bytes){ typed, strcspn(typed, "?#/ \r\n") });
    char *dash = strrchr(key, '-');
    if (!dash || dash == key || !isalpha((unsigned char)*key) || !is_number(dash + 1) ||
        strlen(key) > TRACKER_KEY_MAX)
        return NULL;
    for (char *at = key; at < dash; at++) {
        if (!isalnum((unsigned char)*at) && *at != '_')
            return NULL;
        *at = (char)toupper((unsigned char)*at);
    }
    return key;
}

static const char *text_at(const struct json *object, const char *member, const char *key)
{
    return json_text(json_get(json_get(object, member), key));
}

static const char *assignee_of(const struct json *fields)
{
    static const char *const names[] = { "displayName", "name", "accountId" };
    const char *found = NULL;
    for (size_t i = 0; i < COUNT_OF(names) && !found; i++)
        found = text_at(fields, "assignee", names[i]);
    return found;
}

static bool is_of_project(const struct tracker_place *place, const struct json *fields)
{
    const char *key = text_at(fields, "project", "key"), *id = text_at(fields, "project", "id");
    return !place->project || (key && strcasecmp(key, place->project) == 0) ||
           (id && strcmp(id, place->project) == 0);
}

static struct tracker_answer answer_of(struct arena *mem, const struct tracker_place *place,
                                       const struct json *issue)
{
    const struct json *fields = json_get(issue, "fields"), *status = json_get(fields, "status");
    const char *key = json_text(json_get(issue, "key"));
    const char *category = text_at(status, "statusCategory", "key");
    if (!key || !key_from(mem, key))
        return tracker_strange();
    if (fields && !is_of_project(place, fields))
        return tracker_refusal(
            text_format(mem, "%s is not of project %s", key_from(mem, key), place->project));
    struct tracker_ticket *t = ARENA_ONE(mem, struct tracker_ticket);
    t->key = key_from(mem, key);
    t->link = text_format(mem, "%s/browse/%s", place->address, t->key);
    t->title = json_text(json_get(fields, "summary"));
    t->status = json_text(json_get(status, "name"));
    t->assignee = assignee_of(fields);
    t->closed = category && strcmp(category, "done") == 0;
    return (struct tracker_answer){ .end = TRACKER_DONE, .ticket = t };
}

static const char fields_read[] = "summary,status,assignee,project";

static struct tracker_answer find(struct arena *mem, const struct tracker_place *place,
                                  const char *label)
{
    const char *jql = text_format(mem, "project = \"%s\" AND labels = \"%s\" ORDER BY created ASC",
                                  place->project, label);
    const char *path =
        text_format(mem, "/search%s?jql=%s&maxResults=1&fields=%s",
                    jira_is_cloud(place) ? "/jql" : "", form_escape(mem, jql), fields_read);
    struct tracker_reply reply = jira_send(mem, place, "GET", path, NULL);
    const struct json *issues = json_get(reply.json, "issues");
    if (reply.answer.end != TRACKER_DONE)
        return reply.answer;
    if (!json_is_array(issues))
        return tracker_strange();
    return json_count(issues) > 0 ? answer_of(mem, place, json_at(issues, 0)) : reply.answer;
}

static void add_label(void *labels, const char *label)
{
    json_add_text(labels, label);
}

static struct tracker_answer create(struct arena *mem, const struct tracker_place *place,
                                    const struct tracker_draft *draft)
{
    struct json *body = json_new_object(mem), *fields = json_set_object(body, "fields");
    const struct json *further = place->fields ? json_try(mem, bytes_from(place->fields)) : NULL;
    for (const char *key = NULL; further && (key = json_next_key(further, key));)
        json_set_copy(fields, key, json_get(further, key));
    jira_set_named(fields, "project", "key", place->project);
    jira_set_named(fields, "issuetype", "name", jira_type(place));
    json_set_text(fields, "summary", draft->title);
    set_body(mem, place, fields, "description", draft->text);
    struct json *labels = json_set_array(fields, "labels");
    json_add_text(labels, draft->label);
    tracker_words(mem, place->labels, add_label, labels);
    struct tracker_reply reply = jira_send(mem, place, "POST", "/issue", body);
    return reply.answer.end == TRACKER_DONE ? answer_of(mem, place, reply.json) : reply.answer;
}

static struct tracker_answer read_ticket(struct arena *mem, const struct tracker_place *place,
                                         const char *ticket)
{
    struct tracker_reply reply = jira_send(
        mem, place, "GET", text_format(mem, "/issue/%s?fields=%s", ticket, fields_read), NULL);
    return reply.answer.end == TRACKER_DONE ? answer_of(mem, place, reply.json) : reply.answer;
}

static struct tracker_answer has_comment(struct arena *mem, const struct tracker_place *place,
                                         const char *ticket, const char *mark)
{
    struct tracker_reply reply = jira_send(
        mem, place, "GET",
        text_format(mem, "/issue/%s/comment?orderBy=-created&maxResults=20", ticket), NULL);
    reply.answer.told = memmem(reply.body.at, reply.body.size, mark, strlen(mark)) != NULL;
    return reply.answer;
}

static struct tracker_answer comment(struct arena *mem, const struct tracker_place *place,
                                     const char *ticket, const char *text)
{
    struct json *body = json_new_object(mem);
    set_body(mem, place, body, "body", text);
    return jira_send(mem, place, "POST", text_format(mem, "/issue/%s/comment", ticket), body)
        .answer;
}

const struct tracker tracker_jira = {
    .name = "jira",
    .title = "Jira",
    .noun = "ticket",
    .key_from = key_from,
    .find = find,
    .create = create,
    .read = read_ticket,
    .has_comment = has_comment,
    .comment = comment,
    .check = jira_check,
};
