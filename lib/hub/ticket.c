#include "hub/ticket.h"

#include "base/fail.h"
#include "base/form.h"
#include "hub/audit.h"
#include "hub/ticket_text.h"

enum { FORM_TEXT_MAX = 1500 }; /* bytes of wiki text in an address */

static enum ticket_state state_from(const char *word)
{
    static const char *const words[] = { "opening", "linking", "open", "failed" };
    size_t i = 0;
    while (i < COUNT_OF(words) - 1 && strcmp(words[i], word) != 0)
        i++;
    return (enum ticket_state)i;
}

struct db_rows *ticket_ask(struct hub *hub, int64_t crasher)
{
    return sql_ticket_find(hub->db, hub->mem, crasher);
}

const struct ticket *ticket_take(struct hub *hub, struct db_rows *rows)
{
    if (!rows || !db_next(rows))
        return NULL;
    struct ticket *t = ARENA_ONE(hub->mem, struct ticket);
    t->state = state_from(db_text(rows, "state"));
    t->tracker = tracker_named(db_text(rows, "tracker"));
    t->key = db_text(rows, "key");
    t->link = db_text(rows, "link");
    t->title = db_text(rows, "title");
    t->text = db_text(rows, "text");
    t->status = db_text(rows, "status");
    t->assignee = db_text(rows, "assignee");
    t->closed = db_bool(rows, "closed");
    t->answered = db_bool(rows, "answered");
    t->says = db_text(rows, "says");
    t->busy = db_bool(rows, "busy");
    t->due_at = db_time(rows, "due_at");
    t->read_at = db_time(rows, "read_at");
    t->created_at = db_time(rows, "created_at");
    return t;
}

struct db_rows *ticket_ask_place(struct hub *hub, int64_t repo)
{
    return sql_ticket_place(hub->db, hub->mem, repo);
}

/* Without slashes at its end. */
static const char *address_from(struct hub *hub, const char *address)
{
    size_t size = address ? strlen(address) : 0;
    while (size > 0 && address[size - 1] == '/')
        size--;
    return size > 0 ? text_cut(hub->mem, (struct bytes){ address, size }) : NULL;
}

const struct tracker_place *ticket_place_from(struct hub *hub, struct db_rows *rows)
{
    struct tracker_place *p = ARENA_ONE(hub->mem, struct tracker_place);
    p->tracker = tracker_named(db_text(rows, "tracker"));
    p->owner = db_int(rows, "owner");
    p->address = address_from(hub, db_text(rows, "address"));
    p->address = p->address ? p->address : p->tracker->address;
    p->user = db_text(rows, "username");
    p->has_token = db_bool(rows, "has_token");
    p->project = db_text(rows, "project");
    p->type = db_text(rows, "type");
    p->labels = db_text(rows, "labels");
    p->fields = db_text(rows, "fields");
    return p;
}

const struct tracker_place *ticket_take_place(struct hub *hub, struct db_rows *rows)
{
    return rows && db_next(rows) ? ticket_place_from(hub, rows) : NULL;
}

bool ticket_is_connected(const struct tracker_place *place)
{
    return place && place->address && place->has_token && place->project;
}

static bool is_number(const char *text)
{
    return text && *text && text[strspn(text, "0123456789")] == '\0';
}

const char *ticket_form(struct hub *hub, const struct tracker_place *place, const char *title,
                        const char *text)
{
    struct arena *mem = hub->mem;
    if (!place || !place->address || place->tracker != tracker_named("jira"))
        return NULL;
    const char *wiki = ticket_wiki(mem, text, FORM_TEXT_MAX);
    return text_format(mem,
                       "%s/secure/CreateIssueDetails!init.jspa?%s%s%s%ssummary=%s&description=%s",
                       place->address, is_number(place->project) ? "pid=" : "",
                       is_number(place->project) ? text_format(mem, "%s&", place->project) : "",
                       is_number(place->type) ? "issuetype=" : "",
                       is_number(place->type) ? text_format(mem, "%s&", place->type) : "",
                       form_escape(mem, title), form_escape(mem, wiki));
}

const char *ticket_label(struct hub *hub, int64_t crasher)
{
    return text_format(hub->mem, "nopanic-%" PRId64, crasher);
}

static void note(struct hub *hub, const char *action, const struct crasher_report *of,
                 const char *key)
{
    audit_add(hub, action,
              text_format(hub->mem, "%s #%" PRId64 "%s%s", of->repo, of->crasher.id,
                          *key ? ": " : "", key),
              NULL);
}

static bool wish(struct hub *hub, const struct crasher_report *of, const char *state,
                 const char *key, const char *const words[2])
{
    return db_next(sql_ticket_wish(hub->db, hub->mem, of->repo_id, of->crasher.id, state, key,
                                   words[0], words[1]));
}

bool ticket_open(struct hub *hub, const struct crasher_report *of, const char *title,
                 const char *text)
{
    const char *const words[] = { title, text };
    bool first = wish(hub, of, "opening", NULL, words);
    if (first)
        note(hub, "ticket.open", of, "");
    return first;
}

bool ticket_link(struct hub *hub, const struct crasher_report *of, const char *key)
{
    const char *const none[] = { NULL, NULL };
    bool first = wish(hub, of, "linking", key, none);
    if (first)
        note(hub, "ticket.link", of, key);
    return first;
}

void ticket_drop(struct hub *hub, const struct crasher_report *of)
{
    struct db_rows *rows = sql_ticket_drop(hub->db, hub->mem, of->crasher.id);
    note(hub, "ticket.unlink", of, db_next(rows) ? db_text(rows, "key") : "");
}

void ticket_not_fixed(struct hub *hub, const struct crasher_report *of)
{
    struct db_rows *rows = sql_ticket_answer(hub->db, hub->mem, of->crasher.id);
    if (!db_next(rows))
        fail(FAIL_CONFLICT, "there is no closed ticket any more, or somebody has answered");
    note(hub, "ticket.not_fixed", of, db_text(rows, "key"));
}

const struct ticket_check *ticket_check_list(struct hub *hub, int64_t repo)
{
    struct ticket_check *first = NULL, **end = &first;
    struct db_rows *rows = sql_tracker_check_list(hub->db, hub->mem, repo);
    for (; db_next(rows); end = &(*end)->next) {
        struct ticket_check *c = *end = ARENA_ONE(hub->mem, struct ticket_check);
        c->tracker = db_text(rows, "tracker");
        c->waits = db_bool(rows, "waits");
        c->good = db_bool(rows, "good");
        c->says = db_text(rows, "says");
        c->done_at = db_time(rows, "done_at");
    }
    return first;
}

void ticket_check_wish(struct hub *hub, int64_t repo, const char *tracker)
{
    (void)sql_tracker_check_wish(hub->db, hub->mem, repo, tracker);
}
