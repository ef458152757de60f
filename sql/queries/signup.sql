-- Statements of lib/hub/signup.c.

-- name: signup_invitations(now bigint)
SELECT c.email, a.name AS made_by, epoch(c.expires_at) AS expires_at
  FROM account_code c LEFT JOIN account a ON a.id = c.made_by
 WHERE c.purpose = 'invite' AND c.expires_at > to_timestamp(:now)
 ORDER BY c.created_at DESC, c.digest LIMIT 200;

-- name: signup_withdraw(email text)
DELETE FROM account_code
 WHERE purpose = 'invite' AND account IS NULL AND lower(email) = lower(:email)
RETURNING email;
