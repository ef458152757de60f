-- Statements of lib/hub/post.c.

-- name: post_store(jti text, address text, doc jsonb, blobs bytea[])
-- One row per crasher of a result, in the order of the results; a result without has one with NULLs.
SELECT known, run, ordinal, crasher, is_new, crasher_state, title, signature
  FROM ingest_store(:jti, :address, :doc, :blobs);
