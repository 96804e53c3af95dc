-- table · SQL Server
-- reads   : sys.tables, sys.schemas, sys.indexes, sys.partition_schemes, sys.partitions
-- needs   : VIEW DEFINITION for tables the login has no right on
-- params  : @include_system bit
-- columns : object_id, schema, name, kind, rows, has_primary_key, partitioned
SELECT t.object_id AS object_id,
       s.name AS [schema],
       t.name AS name,
       CASE WHEN t.is_external = 1 THEN 'ForeignTable' WHEN ps.data_space_id IS NOT NULL THEN 'PartitionedTable' ELSE 'Table' END AS kind,
       (SELECT SUM(p.rows) FROM sys.partitions AS p WHERE p.object_id = t.object_id AND p.index_id IN (0, 1)) AS rows,
       CASE WHEN EXISTS (SELECT 1 FROM sys.indexes AS k WHERE k.object_id = t.object_id AND k.is_primary_key = 1) THEN 1 ELSE 0 END AS has_primary_key,
       CASE WHEN ps.data_space_id IS NOT NULL THEN 1 ELSE 0 END AS partitioned
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
LEFT JOIN sys.indexes AS h ON h.object_id = t.object_id AND h.index_id IN (0, 1)
LEFT JOIN sys.partition_schemes AS ps ON ps.data_space_id = h.data_space_id
WHERE @include_system = 1 OR t.is_ms_shipped = 0
ORDER BY s.name, t.name
