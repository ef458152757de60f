-- Statements of lib/hub/code.c.

-- name: code_list(repo bigint, commit text, names text, most bigint)
-- By the last part of their paths; a slash, which none has, separates the names.
SELECT path, blob FROM code
 WHERE repo = :repo AND commit_id = :commit AND name = ANY (string_to_array(:names, '/'))
 ORDER BY path LIMIT :most;

-- name: code_read(repo bigint, blobs bytea[])
SELECT sha256, bytes FROM blob WHERE repo = :repo AND sha256 = ANY (:blobs);
