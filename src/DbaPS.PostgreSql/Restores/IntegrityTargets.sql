-- integrity-targets · PostgreSQL 14+
-- reads   : pg_class, pg_namespace, pg_index, pg_am
-- needs   : nothing
-- params  :
-- columns : kind, oid, name
SELECT CASE c.relkind WHEN 'i' THEN 'index' ELSE 'table' END AS kind, c.oid::int8 AS oid, n.nspname || '.' || c.relname AS name
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_am a ON a.oid = c.relam
LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
WHERE c.relpersistence <> 't' AND n.nspname !~ '^pg_temp'
  AND ((c.relkind = 'i' AND a.amname = 'btree' AND i.indisvalid AND i.indisready)
       OR (c.relkind IN ('r', 'm', 't') AND a.amname = 'heap'))
-- The largest first, so that none is left to one worker at the end.
ORDER BY c.relpages DESC, 3
