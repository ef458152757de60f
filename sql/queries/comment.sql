-- Statements of lib/hub/comment.c.

-- name: comment_list(crasher bigint, before bigint)
-- The newest, and one more than a page shows if there are more.
SELECT c.id, c.text, epoch(c.created_at) AS at, epoch(c.edited_at) AS edited_at, a.name AS account,
       coalesce(c.account = me(), false) AND may_triage(c.repo) AS is_mine
  FROM comment c LEFT JOIN account a ON a.id = c.account
 WHERE c.crasher = :crasher AND (:before = 0 OR c.id < :before)
 ORDER BY c.id DESC LIMIT 51;

-- name: comment_add(repo bigint, crasher bigint, text text, most bigint)
INSERT INTO comment (repo, crasher, account, text)
SELECT :repo, :crasher, me(), :text
 WHERE (SELECT count(*) FROM comment c WHERE c.crasher = :crasher) < :most
RETURNING id;

-- name: comment_edit(crasher bigint, id bigint, text text)
UPDATE comment SET text = :text, edited_at = now()
 WHERE id = :id AND crasher = :crasher AND account = me()
RETURNING id;

-- name: comment_remove(crasher bigint, id bigint)
DELETE FROM comment WHERE id = :id AND crasher = :crasher AND account = me()
RETURNING id;
