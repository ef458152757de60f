-- Statements of lib/hub/code.c.

-- name: code_list(repo bigint, commit text, names text, most bigint, size bigint)
-- By the last part of their paths; a slash, which none has, separates the names.  Past so many bytes
-- together there is no more text.
SELECT k.path, k.blob,
       CASE WHEN sum(octet_length(b.bytes)) OVER (ORDER BY array_position(w.names, k.name), k.path) <= :size
            THEN b.bytes END AS bytes
  FROM (SELECT string_to_array(:names, '/') AS names) w
  JOIN code k ON k.repo = :repo AND k.commit_id = :commit AND k.name = ANY (w.names)
  JOIN blob b ON b.repo = k.repo AND b.sha256 = k.blob
 ORDER BY array_position(w.names, k.name), k.path LIMIT :most;
