-- Statements of lib/hub/bulk.c.

-- name: bulk_do(ids bigint[], deed text, value text)
-- A row for each crasher.
SELECT bulk, crasher, repo, refused FROM bulk_do(:ids, :deed, :value);

-- name: bulk_find(id bigint)
SELECT b.id, b.deed, jsonb_array_length(b.changed) AS changed, b.refused, b.reason,
       b.undone_at IS NULL AND b.at > now() - interval '1 hour' AS may_undo
  FROM bulk_change b WHERE b.id = :id;

-- name: bulk_undo(id bigint)
SELECT crasher, repo FROM bulk_undo(:id);
