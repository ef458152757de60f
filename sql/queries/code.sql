-- Statements of lib/hub/code.c.

-- name: code_list(repo bigint, commit text, names text, files text, most bigint, size bigint)
-- By the last part of their paths; a slash, which none has, separates the names.  What the mirror found
-- for a frame comes by the whole of what the frame says, file; line ends separate these.  Past so many
-- bytes together there is no more text.
SELECT f.path, f.blob, f.file, f.why,
       CASE WHEN sum(octet_length(b.bytes)) OVER (ORDER BY f.place, f.path) <= :size THEN b.bytes END AS bytes
  FROM (SELECT k.path, k.blob, NULL AS file, NULL AS why, array_position(w.names, k.name) AS place
          FROM (SELECT string_to_array(:names, '/') AS names) w
          JOIN code k ON k.repo = :repo AND k.commit_id = :commit AND k.name = ANY (w.names)
        UNION ALL
        SELECT m.path, m.blob, m.file, m.why, array_position(w.files, m.file)
          FROM (SELECT string_to_array(:files, E'\n') AS files) w
          JOIN mirror_file m ON m.repo = :repo AND m.commit_id = :commit AND m.file = ANY (w.files)) f
  LEFT JOIN blob b ON b.repo = :repo AND b.sha256 = f.blob
 ORDER BY f.place, f.path LIMIT :most;
