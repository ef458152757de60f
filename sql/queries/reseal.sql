-- Statements of lib/hub/reseal.c: what is sealed, and where.  row is what it is bound to.

-- name: reseal_list(after text)
-- The next ones; key is unique and sorts them.
SELECT * FROM (
    SELECT format('account %s', lpad(id::text, 20, '0')) AS key, 'account' AS tab,
           'totp_sealed' AS col, id::text AS row, id, totp_sealed AS sealed FROM account
    UNION ALL
    SELECT format('channel %s', lpad(id::text, 20, '0')), 'channel', 'sealed', id::text, id, sealed FROM channel
    UNION ALL
    SELECT format('channel key %s', lpad(id::text, 20, '0')), 'channel', 'sealed_key', id::text, id, sealed_key FROM channel
    UNION ALL
    SELECT format('setting %s', lpad(id::text, 20, '0')), 'setting', 'sealed',
           format('%s %s', coalesce(repo, 0), name), id, sealed FROM setting
    UNION ALL
    SELECT format('source %s', lpad(id::text, 20, '0')), 'source', 'sealed', id::text, id, sealed FROM source
) all_sealed
 WHERE sealed IS NOT NULL AND key > :after ORDER BY key LIMIT 200;

-- name: reseal_account(id bigint, old bytea, new bytea)
-- Nothing if it was changed or removed meanwhile.
UPDATE account SET totp_sealed = :new WHERE id = :id AND totp_sealed = :old RETURNING id;

-- name: reseal_channel(id bigint, old bytea, new bytea)
UPDATE channel SET sealed = :new WHERE id = :id AND sealed = :old RETURNING id;

-- name: reseal_channel_key(id bigint, old bytea, new bytea)
UPDATE channel SET sealed_key = :new WHERE id = :id AND sealed_key = :old RETURNING id;

-- name: reseal_setting(id bigint, old bytea, new bytea)
UPDATE setting SET sealed = :new WHERE id = :id AND sealed = :old RETURNING id;

-- name: reseal_source(id bigint, old bytea, new bytea)
UPDATE source SET sealed = :new WHERE id = :id AND sealed = :old RETURNING id;
