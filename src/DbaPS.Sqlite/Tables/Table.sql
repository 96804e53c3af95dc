-- table · SQLite 3.37+
-- reads   : pragma_table_list, pragma_table_xinfo
-- needs   :
-- params  : @include_system bool
-- columns : schema, name, kind, has_primary_key, partitioned
SELECT t.schema AS schema,
       t.name AS name,
       CASE t.type WHEN 'virtual' THEN 'VirtualTable' WHEN 'shadow' THEN 'ShadowTable' ELSE 'Table' END AS kind,
       EXISTS (SELECT 1 FROM pragma_table_xinfo(t.name, t.schema) AS c WHERE c.pk > 0) AS has_primary_key,
       0 AS partitioned
FROM pragma_table_list AS t
WHERE t.schema = 'main'
  AND t.type IN ('table', 'virtual', 'shadow')
  AND (@include_system OR (t.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND t.type <> 'shadow'))
ORDER BY t.name
