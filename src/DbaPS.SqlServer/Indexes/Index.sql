-- index · SQL Server
-- reads   : sys.indexes, sys.objects, sys.schemas
-- needs   : VIEW DEFINITION for tables the login has no right on
-- params  : @include_system bit, @schema nvarchar, @table nvarchar
-- columns : object_id, index_id, schema, table, index, method, is_unique, is_primary, is_constraint, is_valid, is_hypothetical, where, fill_factor, ignore_dup_key
SELECT i.object_id AS object_id,
       i.index_id AS index_id,
       s.name AS [schema],
       o.name AS [table],
       i.name AS [index],
       LOWER(i.type_desc) AS method,
       i.is_unique AS is_unique,
       i.is_primary_key AS is_primary,
       CASE WHEN i.is_primary_key = 1 OR i.is_unique_constraint = 1 THEN 1 ELSE 0 END AS is_constraint,
       CASE WHEN i.is_disabled = 1 OR i.is_hypothetical = 1 THEN 0 ELSE 1 END AS is_valid,
       i.is_hypothetical AS is_hypothetical,
       i.filter_definition AS [where],
       i.fill_factor AS fill_factor,
       i.ignore_dup_key AS ignore_dup_key
FROM sys.indexes AS i
JOIN sys.objects AS o ON o.object_id = i.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE i.index_id > 0 AND i.type > 0
  AND (@include_system = 1 OR (o.is_ms_shipped = 0 AND o.type IN ('U', 'V')))
  AND (@schema IS NULL OR s.name = @schema)
  AND (@table IS NULL OR o.name = @table)
ORDER BY s.name, o.name, i.name
