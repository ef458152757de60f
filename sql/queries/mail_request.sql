-- Statements of lib/hub/mail_request.c.

-- name: mail_request_count(purpose text, person bytea, address text, now bigint)
SELECT (SELECT count(*) FROM mail_request r
         WHERE r.purpose = :purpose AND r.person = :person AND r.at > to_timestamp(:now) - interval '1 hour') AS of_person,
       (SELECT count(*) FROM mail_request r
         WHERE r.purpose = :purpose AND r.address = :address AND r.at > to_timestamp(:now) - interval '1 hour') AS of_machine;

-- name: mail_request_add(purpose text, person bytea, address text, now bigint)
INSERT INTO mail_request (purpose, person, address, at)
VALUES (:purpose, :person, left(:address, 100), to_timestamp(:now));
