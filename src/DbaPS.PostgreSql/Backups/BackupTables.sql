-- tables with what a backup of their rows needs · PostgreSQL 14+
-- reads   : pg_class, pg_namespace, pg_am, pg_index, pg_attribute, pg_extension, pg_depend
-- needs   : SELECT on the tables, USAGE on their schemas
-- columns : oid, schema, name, kind, is_partition, unlogged, heap_pages, bytes, extension, filter, key_columns, readable, filtered, populated
SELECT c.oid::int8 AS oid, n.nspname AS schema, c.relname AS name, c.relkind::text AS kind, c.relispartition AS is_partition,
       c.relpersistence = 'u' AS unlogged,
       CASE WHEN c.relkind = 'r' AND am.amname = 'heap'
            THEN pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::int8 END AS heap_pages,
       -- A materialized view can't be locked beforehand, and its exact size would wait for a refresh under way.
       CASE c.relkind WHEN 'r' THEN pg_catalog.pg_table_size(c.oid)
                      WHEN 'm' THEN greatest(c.relpages, 1)::int8 * pg_catalog.current_setting('block_size')::int8 END AS bytes,
       e.extname AS extension, e.condition AS filter,
       (SELECT array_agg(a.attname::text ORDER BY k.place)
        FROM pg_catalog.pg_index i
        CROSS JOIN LATERAL unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY k (number, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
        WHERE i.indrelid = c.oid AND i.indisprimary AND i.indisvalid) AS key_columns,
       (pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')) AS readable,
       pg_catalog.row_security_active(c.oid) AS filtered,
       c.relispopulated AS populated
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
LEFT JOIN LATERAL (
    SELECT x.extname, nullif(x.extcondition[array_position(x.extconfig, c.oid)], '') AS condition
    FROM pg_catalog.pg_extension x WHERE c.oid = ANY (x.extconfig) LIMIT 1
) e ON true
WHERE c.relkind IN ('r', 'p', 'm', 'f') AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_|toast_temp_)'
  AND (e.extname IS NOT NULL
       OR NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
ORDER BY n.nspname, c.relname
