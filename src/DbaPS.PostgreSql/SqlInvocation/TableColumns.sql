-- table-columns · PostgreSQL 14+
-- reads   : pg_class, pg_namespace, pg_attribute
-- needs   : nothing beyond CONNECT
-- params  : @quoted text, @typed text
-- columns : schema, table, column
SELECT n.nspname AS "schema",
       c.relname AS "table",
       a.attname AS "column"
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
WHERE c.oid = coalesce(pg_catalog.to_regclass(@quoted), pg_catalog.to_regclass(@typed))
ORDER BY a.attnum
