-- table · PostgreSQL
-- reads   : pg_class, pg_namespace, pg_index, pg_description, pg_stat_all_tables
-- needs   :
-- params  : @include_system bool
-- columns : schema, name, kind, rows, table_bytes, index_bytes, has_primary_key, partitioned, last_analyzed, comment
SELECT n.nspname::text AS schema,
       c.relname::text AS name,
       CASE c.relkind
           WHEN 'p' THEN 'PartitionedTable'
           WHEN 'm' THEN 'MaterializedView'
           WHEN 'f' THEN 'ForeignTable'
           ELSE CASE WHEN c.relispartition THEN 'Partition' ELSE 'Table' END
       END AS kind,
       -- -1 is "never counted"; the activity counters may know better by then.
       CASE WHEN c.relkind = 'p' THEN parts.rows ELSE COALESCE(NULLIF(c.reltuples, -1)::int8, NULLIF(s.n_live_tup, 0)) END AS rows,
       CASE c.relkind WHEN 'p' THEN parts.table_bytes WHEN 'f' THEN NULL ELSE pg_catalog.pg_table_size(c.oid) END AS table_bytes,
       CASE c.relkind WHEN 'p' THEN parts.index_bytes WHEN 'f' THEN NULL ELSE pg_catalog.pg_indexes_size(c.oid) END AS index_bytes,
       EXISTS (SELECT FROM pg_catalog.pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary) AS has_primary_key,
       c.relkind = 'p' AS partitioned,
       GREATEST(s.last_analyze, s.last_autoanalyze) AS last_analyzed,
       pg_catalog.obj_description(c.oid, 'pg_class') AS comment
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_stat_all_tables AS s ON s.relid = c.oid
-- A partitioned table holds nothing itself: it is the sum of its leaves, unknown as long as one is.
LEFT JOIN LATERAL (
    SELECT CASE WHEN pg_catalog.bool_and(leaf.reltuples >= 0) THEN pg_catalog.sum(leaf.reltuples)::int8 END AS rows,
           pg_catalog.sum(pg_catalog.pg_table_size(leaf.oid))::int8 AS table_bytes,
           pg_catalog.sum(pg_catalog.pg_indexes_size(leaf.oid))::int8 AS index_bytes
    FROM pg_catalog.pg_partition_tree(c.oid) AS tree
    JOIN pg_catalog.pg_class AS leaf ON leaf.oid = tree.relid AND leaf.relkind = 'r'
    WHERE tree.isleaf
) AS parts ON c.relkind = 'p'
WHERE c.relkind IN ('r', 'p', 'm', 'f')
  AND (@include_system OR NOT (n.nspname IN ('pg_catalog', 'information_schema') OR n.nspname LIKE 'pg\_temp\_%' OR n.nspname LIKE 'pg\_toast%'))
ORDER BY n.nspname, c.relname
