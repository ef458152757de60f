#include "hub/ticket_work.h"

#include "base/fail.h"
#include "hub/retry.h"
#include "hub/setting.h"
#include "hub/site.h"
#include "hub/ticket.h"

enum {
    READ_AGAIN_S = 300,
    READ_CLOSED_S = 3600,
    READ_REFUSED_S = 1800,
    UNREAD_S = 86400,
    WAIT_FIRST_S = 15,
    LOST_WAIT_S = 60, /* until a search finds what was made a moment ago */
    FIELD_MAX = 390,
    LINK_MAX = 2000,
};

/* One that was taken. */
struct taken {
    int64_t id, repo, crasher, attempt, regression, run, wait_least_s;
    const char *state, *tracker, *address, *key, *title, *text, *commit;
    const struct tracker_place *place; /* with its token; NULL: none is set */
};

static const struct tracker_place *find_place(struct hub *hub, int64_t repo, const char *tracker)
{
    struct db_rows *rows = sql_tracker_find(hub->db, hub->mem, repo, tracker);
    if (!db_next(rows))
        return NULL;
    struct tracker_place *place = ARENA_ONE(hub->mem, struct tracker_place);
    *place = *ticket_place_from(hub, rows);
    if (place->has_token)
        place->token = setting_get_own(hub, place->owner,
                                       text_format(hub->mem, "%s.token", place->tracker->name));
    place->has_token = place->token != NULL;
    return place;
}

static struct taken *take(struct hub *hub)
{
    struct db_rows *rows = sql_ticket_take(hub->db, hub->mem, TICKET_LEASE_S);
    if (!db_next(rows))
        return NULL;
    struct taken *t = ARENA_ONE(hub->mem, struct taken);
    t->id = db_int(rows, "id");
    t->repo = db_int(rows, "repo");
    t->crasher = db_int(rows, "crasher");
    t->attempt = db_int(rows, "attempts");
    t->regression = db_int(rows, "regression");
    t->run = db_int(rows, "run");
    t->state = db_text(rows, "state");
    t->tracker = db_text(rows, "tracker");
    t->address = db_text(rows, "address");
    t->key = db_text(rows, "key");
    t->title = db_text(rows, "title");
    t->text = db_text(rows, "text");
    t->commit = db_text(rows, "commit");
    return t;
}

static bool is_open(const struct taken *t)
{
    return strcmp(t->state, "open") == 0;
}

static int64_t wait_after(const struct tracker_answer *answer, const struct taken *t)
{
    int64_t wait = retry_wait_s(WAIT_FIRST_S, t->attempt);
    wait = wait > t->wait_least_s ? wait : t->wait_least_s;
    return answer->wait_s > wait ? answer->wait_s : wait;
}

static void end_badly(struct hub *hub, const struct taken *t, const struct tracker_answer *answer)
{
    bool final = answer->end == TRACKER_REFUSED;
    int64_t wait_s = final ? READ_REFUSED_S : wait_after(answer, t);
    const char *says = text_clean(hub->mem, bytes_from(answer->says), TRACKER_SAYS_MAX);
    (void)sql_ticket_not_yet(hub->db, hub->mem, t->id, t->attempt, final, says, wait_s);
    if (!final && answer->wait_s > 0 && t->place)
        (void)sql_ticket_postpone(hub->db, hub->mem, t->place->address, answer->wait_s);
}

static const char *cut(struct hub *hub, const char *text)
{
    return text ? text_clean(hub->mem, bytes_from(text), FIELD_MAX) : NULL;
}

static const char *link_of(const char *link)
{
    bool web = link && (strncmp(link, "https://", 8) == 0 || strncmp(link, "http://", 7) == 0);
    return web && strlen(link) <= LINK_MAX ? link : NULL;
}

/* becomes: what the history says; NULL if it is the same as before but for being closed. */
static void end_well(struct hub *hub, const struct taken *t, const struct tracker_ticket *its,
                     const char *becomes)
{
    int64_t wait_s = !its->status ? 0 : its->closed ? READ_CLOSED_S : READ_AGAIN_S;
    (void)sql_ticket_done(hub->db, hub->mem, t->id, t->attempt, t->place->tracker->name,
                          t->place->address, its->key, link_of(its->link), cut(hub, its->title),
                          cut(hub, its->status), cut(hub, its->assignee), its->closed, becomes,
                          t->place->has_token ? wait_s : UNREAD_S);
}

static void end_by(struct hub *hub, const struct taken *t, const struct tracker_answer *answer,
                   const char *becomes)
{
    if (answer->end == TRACKER_DONE && answer->ticket)
        end_well(hub, t, answer->ticket, becomes);
    else if (answer->end == TRACKER_DONE)
        end_badly(
            hub, t,
            &(struct tracker_answer){ .end = TRACKER_REFUSED, .says = "it knows no such ticket" });
    else
        end_badly(hub, t, answer);
}

static void open_one(struct hub *hub, struct taken *t)
{
    const struct tracker *tracker = t->place->tracker;
    const struct tracker_draft draft = { t->title, t->text, ticket_label(hub, t->crasher) };
    struct tracker_answer answer = tracker->find(hub->mem, t->place, draft.label);
    bool found = answer.ticket != NULL;
    if (answer.end == TRACKER_DONE && !found) {
        answer = tracker->create(hub->mem, t->place, &draft);
        t->wait_least_s = LOST_WAIT_S;
    }
    end_by(hub, t, &answer, found ? "found" : "opened");
}

/* Without a token it is believed as it was typed. */
static void link_one(struct hub *hub, const struct taken *t)
{
    struct tracker_answer answer = { .end = TRACKER_DONE };
    struct tracker_ticket typed = { .key = t->key };
    if (t->place->has_token) {
        answer = t->place->tracker->read(hub->mem, t->place, t->key);
    } else {
        typed.link = text_format(hub->mem, "%s/browse/%s", t->place->address, t->key);
        answer.ticket = &typed;
    }
    end_by(hub, t, &answer, "linked");
}

static const char *comment_of(struct hub *hub, const struct taken *t, const char *mark)
{
    struct arena *mem = hub->mem;
    const char *site = site_url(mem);
    return text_format(
        mem,
        "nopanic has seen this crash again after the fix%s%s%s: [crasher %" PRId64 "](%s/c/%" PRId64
        "#%s)%s",
        t->commit ? ", at commit `" : "", t->commit ? t->commit : "", t->commit ? "`" : "",
        t->crasher, site, t->crasher, mark,
        t->run ? text_format(mem, ", [run %" PRId64 "](%s/run/%" PRId64 ")", t->run, site, t->run)
               : "");
}

/* Tells of a regression, unless that was done in a try whose end nobody saw. */
static struct tracker_answer tell(struct hub *hub, const struct taken *t)
{
    const struct tracker *tracker = t->place->tracker;
    const char *mark = text_format(hub->mem, "event-%" PRId64, t->regression);
    struct tracker_answer answer = tracker->has_comment(hub->mem, t->place, t->key, mark);
    if (answer.end == TRACKER_DONE && !answer.told)
        answer = tracker->comment(hub->mem, t->place, t->key, comment_of(hub, t, mark));
    if (answer.end == TRACKER_DONE)
        (void)sql_ticket_told(hub->db, hub->mem, t->id, t->regression);
    return answer;
}

static void read_one(struct hub *hub, const struct taken *t)
{
    struct tracker_answer answer = { .end = TRACKER_DONE };
    if (t->regression != 0)
        answer = tell(hub, t);
    if (answer.end == TRACKER_DONE)
        answer = t->place->tracker->read(hub->mem, t->place, t->key);
    end_by(hub, t, &answer, NULL);
}

/* NULL if the ticket can be worked on, else why not. */
static const char *refuses(struct hub *hub, const struct taken *t)
{
    const struct tracker_place *p = t->place;
    if (!p || !p->address)
        return "no tracker is set up for this repository any more";
    if (!p->project && p->has_token)
        return "no project is set for this repository";
    if (!p->has_token && strcmp(t->state, "linking") != 0)
        return "the hub has no token for this tracker, or no key that opens it";
    if (!p->has_token && p->tracker != tracker_named("jira"))
        return "the hub has no token for this tracker, or no key that opens it";
    if (is_open(t) && t->address && strcmp(t->address, p->address) != 0)
        return text_format(hub->mem, "it is at %s, which is not the tracker of this repository",
                           t->address);
    return NULL;
}

bool ticket_work(struct hub *hub)
{
    struct taken *t = take(hub);
    if (!t)
        return false;
    t->place = find_place(hub, t->repo, is_open(t) ? t->tracker : NULL);
    const char *why = refuses(hub, t);
    if (why)
        end_badly(hub, t, &(struct tracker_answer){ .end = TRACKER_REFUSED, .says = why });
    else if (is_open(t))
        read_one(hub, t);
    else if (strcmp(t->state, "linking") == 0)
        link_one(hub, t);
    else
        open_one(hub, t);
    return true;
}

static struct tracker_answer check(struct hub *hub, int64_t repo, const char *tracker)
{
    struct tracker_answer answer = { .end = TRACKER_REFUSED };
    const struct tracker_place *place = find_place(hub, repo, tracker);
    bool is_jira = strcmp(tracker, "jira") == 0;
    if (!place || !place->address)
        answer.says = "no address is set";
    else if (!place->has_token)
        answer.says =
            is_jira ? "there is no token: the button opens Jira's own form" : "there is no token";
    else if (!place->project && !is_jira)
        answer.says = "no project is set";
    else
        return place->tracker->check(hub->mem, place);
    return answer;
}

bool ticket_work_check(struct hub *hub)
{
    struct db_rows *rows = sql_tracker_check_take(hub->db, hub->mem, TICKET_LEASE_S);
    if (!db_next(rows))
        return false;
    struct tracker_answer answer = check(hub, db_int(rows, "repo"), db_text(rows, "tracker"));
    (void)sql_tracker_check_done(hub->db, hub->mem, db_int(rows, "id"), db_int(rows, "attempts"),
                                 answer.end == TRACKER_DONE,
                                 text_clean(hub->mem, bytes_from(answer.says), 3900));
    return true;
}
