-- index table · PostgreSQL
-- reads   : pg_class, pg_namespace, pg_attribute
-- needs   :
-- params  : @schema text, @table text
-- columns : table_id, schema, table, kind, column_names
SELECT c.oid::int8 AS table_id,
       n.nspname::text AS schema,
       c.relname::text AS "table",
       c.relkind::text AS kind,
       ARRAY(
           SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           ORDER BY a.attnum
       ) AS column_names
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'f', 'v')
  AND c.relname IN (@table, pg_catalog.lower(@table))
  AND CASE WHEN @schema IS NULL THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = @schema END
ORDER BY c.relname = @table DESC
LIMIT 1
