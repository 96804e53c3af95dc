-- columns whose data a table's rows carry · PostgreSQL 14+
-- reads   : pg_attribute, pg_class, pg_namespace
-- needs   : nothing
-- columns : relation, name, type_oid, type
SELECT a.attrelid::int8 AS relation, a.attname AS name, a.atttypid::int8 AS type_oid, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relkind IN ('r', 'p', 'm', 'f') AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_|toast_temp_)'
ORDER BY a.attrelid, a.attnum
