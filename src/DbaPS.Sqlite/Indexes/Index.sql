-- index · SQLite 3.37+
-- reads   : pragma_table_list, pragma_index_list, sqlite_schema
-- needs   :
-- params  : @include_system bool
-- columns : schema, table, index, columns, include, predicate, method, is_unique, is_primary, is_constraint, is_valid, size_bytes, scans,
--           last_used, writes, stats_since, create_sql
-- Columns and predicate stand in create_sql and in IndexColumn.sql. SQLite counts no use. Sizes: ObjectSizes.sql, where the library counts pages.
SELECT t.schema AS schema,
       t.name AS "table",
       i.name AS "index",
       NULL AS columns,
       NULL AS include,
       NULL AS predicate,
       'btree' AS method,
       i."unique" AS is_unique,
       i.origin = 'pk' AS is_primary,
       i.origin <> 'c' AS is_constraint,
       1 AS is_valid,
       NULL AS size_bytes,
       NULL AS scans,
       NULL AS last_used,
       NULL AS writes,
       NULL AS stats_since,
       coalesce(own.sql, made.sql) AS create_sql
FROM pragma_table_list AS t
JOIN pragma_index_list(t.name, t.schema) AS i
LEFT JOIN main.sqlite_schema AS own ON own.type = 'index' AND own.name = i.name
LEFT JOIN main.sqlite_schema AS made ON made.type = 'table' AND made.name = t.name
WHERE t.schema = 'main'
  AND t.type IN ('table', 'shadow')
  AND (@include_system OR (t.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND t.type <> 'shadow'))
ORDER BY t.name, i.name
