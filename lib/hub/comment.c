#include "hub/comment.h"

#include "base/fail.h"
#include "hub/audit.h"

struct db_rows *comment_ask(struct hub *hub, int64_t crasher, int64_t before)
{
    return sql_comment_list(hub->db, hub->mem, crasher, before);
}

const struct comment *comment_take(struct hub *hub, struct db_rows *rows)
{
    struct comment *first = NULL, **end = &first;
    for (; rows && db_next(rows); end = &(*end)->next) {
        struct comment *c = *end = ARENA_ONE(hub->mem, struct comment);
        c->id = db_int(rows, "id");
        c->at = db_int(rows, "at");
        c->edited_at = db_int(rows, "edited_at");
        c->account = db_text(rows, "account");
        c->text = db_text(rows, "text");
        c->mine = db_bool(rows, "is_mine");
    }
    return first;
}

static void note(struct hub *hub, const char *action, const struct crasher_report *of, int64_t id)
{
    audit_add(
        hub, action,
        text_format(hub->mem, "%s #%" PRId64 ", comment %" PRId64, of->repo, of->crasher.id, id),
        NULL);
}

void comment_add(struct hub *hub, const struct crasher_report *of, const char *text)
{
    struct db_rows *rows =
        sql_comment_add(hub->db, hub->mem, of->repo_id, of->crasher.id, text, COMMENTS_MAX);
    if (!db_next(rows))
        fail(FAIL_CONFLICT, "a crasher has at most %d comments", COMMENTS_MAX);
    note(hub, "comment.add", of, db_int(rows, "id"));
}

static void need_own(struct db_rows *rows)
{
    if (!db_next(rows))
        fail(FAIL_CONFLICT, "this comment is not yours, or is not there any more");
}

void comment_edit(struct hub *hub, const struct crasher_report *of, int64_t id, const char *text)
{
    need_own(sql_comment_edit(hub->db, hub->mem, of->crasher.id, id, text));
    note(hub, "comment.edit", of, id);
}

void comment_remove(struct hub *hub, const struct crasher_report *of, int64_t id)
{
    need_own(sql_comment_remove(hub->db, hub->mem, of->crasher.id, id));
    note(hub, "comment.remove", of, id);
}
