-- table · SQLite 3.37+
-- reads   : pragma_table_list, pragma_table_xinfo
-- needs   :
-- params  : @include_system bool
-- columns : schema, name, kind, rows, table_bytes, index_bytes, has_primary_key, partitioned, last_analyzed, comment
-- Rows are in ANALYZE's own table, which need not be there: TableRows.sql. Sizes: ObjectSizes.sql, where the library counts pages.
SELECT t.schema AS schema,
       t.name AS name,
       CASE t.type WHEN 'virtual' THEN 'VirtualTable' WHEN 'shadow' THEN 'ShadowTable' ELSE 'Table' END AS kind,
       NULL AS rows,
       NULL AS table_bytes,
       NULL AS index_bytes,
       t.type <> 'virtual' AND EXISTS (SELECT 1 FROM pragma_table_xinfo(t.name, t.schema) AS c WHERE c.pk > 0) AS has_primary_key,
       0 AS partitioned,
       NULL AS last_analyzed,
       NULL AS comment
FROM pragma_table_list AS t
WHERE t.schema = 'main'
  AND t.type IN ('table', 'virtual', 'shadow')
  AND (@include_system OR (t.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND t.type <> 'shadow'))
ORDER BY t.name
