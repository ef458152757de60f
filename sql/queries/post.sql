-- Statements of lib/hub/post.c.

-- name: post_store_known(jti text, address text, repo text, key bytea, body bytea, run text, commit text, branch text, origin text, link text, package text, target text, state text, reason text, failure text, stats bigint[], digest bytea, size bigint, blob bytea, log bytea, signature text, input bytea, content bytea, input_name text, rules bigint)
-- As post_store, of a post of which only rows must be made; no row for any other.
SELECT known, run, ordinal, crasher, is_new, crasher_state, title, signature
  FROM ingest_known(:jti, :address, :repo, :key, :body, :run, :commit, :branch, :origin, :link,
                    :package, :target, :state, :reason, :failure, :stats, :digest, :size, :blob, :log,
                    :signature, :input, :content, :input_name, :rules);

-- name: post_store(jti text, address text, doc jsonb, blobs bytea[])
-- One row per crasher of a result, in the order of the results; a result without has one with NULLs.
SELECT known, run, ordinal, crasher, is_new, crasher_state, title, signature
  FROM ingest_store(:jti, :address, :doc, :blobs);
