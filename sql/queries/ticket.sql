-- Statements of lib/hub/ticket.c and ticket_work.c.

-- name: ticket_find(crasher bigint)
SELECT t.state, t.tracker, t.key, t.link, t.title, t.text, t.status, t.assignee, t.closed, t.answered, t.says,
       t.busy, epoch(t.due_at) AS due_at, epoch(t.read_at) AS read_at, epoch(t.created_at) AS created_at
  FROM ticket t WHERE t.crasher = :crasher;

-- name: ticket_place(repo bigint)
SELECT tracker, owner, address, username, has_token, project, type, labels, fields FROM ticket_place(:repo);

-- name: ticket_wish(repo bigint, crasher bigint, state text, key text, title text, text text)
-- Of many at once one gets a row; so does a wish after one that failed.
INSERT INTO ticket (repo, crasher, state, key, title, text, account)
VALUES (:repo, :crasher, :state, :key, :title, :text, me())
ON CONFLICT (crasher) DO UPDATE
   SET state = :state, key = :key, title = :title, text = :text, account = me(), says = NULL, attempts = 0,
       due_at = now(), created_at = now()
 WHERE ticket.state = 'failed'
RETURNING id;

-- name: ticket_drop(crasher bigint)
SELECT ticket_drop(:crasher) AS key;

-- name: ticket_answer(crasher bigint)
UPDATE ticket SET answered = true WHERE crasher = :crasher AND closed AND NOT answered RETURNING key;

-- name: ticket_take(lease_s bigint)
-- What people wait for comes first.  due_at is the lease of whoever takes it, attempts its number.
UPDATE ticket t SET attempts = t.attempts + 1, busy = true, due_at = now() + :lease_s * interval '1 second'
  FROM (SELECT n.id FROM ticket n JOIN repo r ON r.id = n.repo AND r.removed_at IS NULL
         WHERE n.state <> 'failed' AND n.due_at <= now()
         ORDER BY n.state = 'open', n.due_at LIMIT 1 FOR UPDATE OF n SKIP LOCKED) due
 WHERE t.id = due.id
RETURNING t.id, t.repo, t.crasher, t.state, t.tracker, t.address, t.key, t.title, t.text, t.attempts, t.regression,
          (SELECT e.run FROM event e WHERE e.id = t.regression) AS run,
          (SELECT r.commit_id FROM event e JOIN run r ON r.id = e.run WHERE e.id = t.regression) AS commit;

-- name: ticket_done(id bigint, attempt bigint, tracker text, address text, key text, link text, title text, status text, assignee text, closed boolean, becomes text, wait_s bigint)
-- One row if the lease was still the caller's.  becomes is NULL, or what the history says of it.
WITH was AS (
    SELECT * FROM ticket t WHERE t.id = :id AND t.attempts = :attempt AND t.busy FOR UPDATE
), done AS (
    UPDATE ticket t
       SET state = 'open', busy = false, attempts = 0, says = NULL, tracker = :tracker, address = :address, key = :key,
           link = :link, title = coalesce(:title, t.title), text = NULL, status = :status, assignee = :assignee,
           closed = :closed, answered = t.answered AND :closed, read_at = now(),
           due_at = CASE WHEN t.regression IS NULL THEN now() + :wait_s * (0.75 + random() / 2) * interval '1 second'
                         ELSE now() END
      FROM was WHERE t.id = was.id
    RETURNING t.id
), told AS (
    INSERT INTO event (repo, kind, crasher, account, detail, dispatched_at)
    SELECT w.repo, 'ticket', w.crasher, CASE WHEN w.state <> 'open' THEN w.account END,
           jsonb_build_object('to', coalesce(:becomes, CASE WHEN :closed THEN 'closed' ELSE 'reopened' END), 'who', :key),
           now()
      FROM was w WHERE w.state <> 'open' OR w.closed <> :closed)
SELECT id FROM done;

-- name: ticket_not_yet(id bigint, attempt bigint, final boolean, says text, wait_s bigint)
-- What a person waits for fails at last after a day; a ticket that is open is read again.
UPDATE ticket t
   SET busy = false, says = :says,
       state = CASE WHEN t.state <> 'open' AND (:final OR t.created_at < now() - interval '1 day') THEN 'failed'
                    ELSE t.state END,
       due_at = now() + :wait_s * (0.75 + random() / 2) * interval '1 second'
 WHERE t.id = :id AND t.attempts = :attempt AND t.busy
RETURNING t.state;

-- name: ticket_told(id bigint, event bigint)
UPDATE ticket SET regression = nullif(regression, :event) WHERE id = :id;

-- name: ticket_postpone(address text, wait_s bigint)
-- A tracker that has enough is left alone by all that have tickets there.
UPDATE ticket SET due_at = greatest(due_at, now() + :wait_s * (1 + random() / 4) * interval '1 second')
 WHERE address = :address AND state = 'open' AND NOT busy;

-- name: tracker_find(repo bigint, wanted text)
-- wanted NULL: whichever the repository uses.
SELECT tracker, owner, address, username, has_token, project, type, labels, fields
  FROM tracker_of(:repo, :wanted);

-- name: tracker_check_wish(repo bigint, tracker text)
INSERT INTO tracker_check (repo, tracker) VALUES (nullif(:repo, 0), :tracker)
ON CONFLICT ((coalesce(repo, 0)), tracker) DO UPDATE SET due_at = now(), attempts = 0, done_at = NULL;

-- name: tracker_check_list(repo bigint)
SELECT c.tracker, c.good, c.says, epoch(c.done_at) AS done_at, c.due_at IS NOT NULL AS waits
  FROM tracker_check c WHERE coalesce(c.repo, 0) = :repo ORDER BY c.tracker LIMIT 10;

-- name: tracker_check_take(lease_s bigint)
UPDATE tracker_check c SET attempts = c.attempts + 1, due_at = now() + :lease_s * interval '1 second'
  FROM (SELECT id FROM tracker_check WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
 WHERE c.id = due.id
RETURNING c.id, coalesce(c.repo, 0) AS repo, c.tracker, c.attempts;

-- name: tracker_check_done(id bigint, attempt bigint, good boolean, says text)
UPDATE tracker_check SET due_at = NULL, good = :good, says = :says, done_at = now()
 WHERE id = :id AND attempts = :attempt AND due_at IS NOT NULL;
