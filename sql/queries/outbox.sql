-- Statements of lib/hub/outbox.c.

-- name: outbox_put(account bigint, recipient text, subject text, text text)
INSERT INTO mail (account, recipient, subject, text)
VALUES (nullif(:account, 0), :recipient, left(:subject, 300), :text) RETURNING id;

-- name: outbox_take(lease_s bigint)
-- due_at is the lease of whoever takes it, attempts its number.
UPDATE mail m SET attempts = attempts + 1, due_at = now() + :lease_s * interval '1 second'
  FROM (SELECT id FROM mail WHERE state = 'waiting' AND due_at <= now()
         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
 WHERE m.id = due.id
RETURNING m.id, m.attempts, epoch(m.created_at) AS made_at, m.subject, m.text,
          coalesce(m.recipient, (SELECT email FROM account a WHERE a.id = m.account)) AS recipient;

-- name: outbox_end(id bigint, attempt bigint, state text, answer text, wait_s bigint)
-- One row if the lease was still the caller's.  The wait varies by a half either way, so that what
-- failed together is not tried together.
WITH ended AS (
    SELECT CASE WHEN :state = 'waiting' AND created_at < now() - interval '1 day' THEN 'dead' ELSE :state END AS state
      FROM mail WHERE id = :id)
UPDATE mail m SET state = ended.state, answer = :answer,
       sent_at = CASE WHEN ended.state = 'sent' THEN now() END,
       text = CASE WHEN ended.state <> 'sent' THEN m.text END,
       due_at = now() + :wait_s * (0.5 + random()) * interval '1 second'
  FROM ended
 WHERE m.id = :id AND m.attempts = :attempt AND m.state = 'waiting'
RETURNING m.state;

-- name: outbox_list(show text, wanted bigint, skip bigint)
SELECT id, recipient, subject, state, attempts, answer, epoch(created_at) AS created_at, epoch(due_at) AS due_at,
       epoch(sent_at) AS sent_at, found
  FROM mail_list(:show, :wanted, :skip);

-- name: outbox_dead()
SELECT mail_dead() AS mails;

-- name: outbox_again(id bigint)
SELECT mail_again(:id) AS recipient;

-- name: outbox_drop(id bigint)
SELECT mail_drop(:id) AS recipient;
