-- partitions to index · PostgreSQL
-- reads   : pg_inherits, pg_class, pg_namespace
-- needs   :
-- params  : @table_id int8
-- columns : table_id, parent_id, schema, table, kind, level
WITH RECURSIVE tree (table_id, parent_id, level) AS (
    -- pg_partition_tree would wait for every lock on a partition.
    SELECT @table_id::oid, NULL::oid, 0
    UNION ALL
    SELECT inh.inhrelid, inh.inhparent, tree.level + 1
    FROM tree
    JOIN pg_catalog.pg_inherits AS inh ON inh.inhparent = tree.table_id
)
SELECT tree.table_id::int8 AS table_id,
       tree.parent_id::int8 AS parent_id,
       n.nspname::text AS schema,
       c.relname::text AS "table",
       c.relkind::text AS kind,
       tree.level AS level
FROM tree
JOIN pg_catalog.pg_class AS c ON c.oid = tree.table_id
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
ORDER BY tree.level, n.nspname, c.relname
