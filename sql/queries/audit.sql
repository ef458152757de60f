-- Statements of lib/hub/audit.c.

-- name: audit_add(account bigint, action text, object text, address text)
INSERT INTO audit (account, who, action, object, address)
VALUES (nullif(:account, 0), (SELECT a.name FROM account a WHERE a.id = :account), :action,
        left(:object, 400), :address);

-- name: audit_list(before bigint, who text, action text, object text, since text, until text, most bigint)
-- The newest first.  An action without its verb finds all of its noun.
SELECT id, epoch(at) AS at, who, action, object, address
  FROM audit
 WHERE (:before = 0 OR id < :before)
   AND (:who = '' OR lower(who) = lower(:who))
   AND (:action = '' OR action = :action OR starts_with(action, :action || '.'))
   AND (:object = '' OR strpos(lower(object), lower(:object)) > 0)
   AND (:since = '' OR at >= nullif(:since, '')::date::timestamp AT TIME ZONE 'UTC')
   AND (:until = '' OR at < (nullif(:until, '')::date + 1)::timestamp AT TIME ZONE 'UTC')
 ORDER BY id DESC LIMIT :most;
