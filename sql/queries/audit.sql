-- Statements of lib/hub/audit.c.

-- name: audit_add(account bigint, action text, object text, address text)
INSERT INTO audit (account, action, object, address)
VALUES (nullif(:account, 0), :action, left(:object, 400), :address);
