-- table-columns · SQL Server
-- reads   : sys.columns, sys.types, sys.objects, sys.schemas
-- needs   :
-- params  : @schema nvarchar, @table nvarchar
-- columns : name, type, is_computed
SELECT c.name AS name,
       COALESCE(b.name, t.name) AS type,
       CASE WHEN c.is_computed = 1 OR t.name = N'timestamp' THEN 1 ELSE 0 END AS is_computed
FROM sys.columns AS c
JOIN sys.objects AS o ON o.object_id = c.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
JOIN sys.types AS t ON t.user_type_id = c.user_type_id
-- An alias type stands for its base type.
LEFT JOIN sys.types AS b ON b.user_type_id = t.system_type_id AND b.system_type_id = t.system_type_id
WHERE o.name = @table AND o.type IN ('U', 'V') AND s.name = COALESCE(@schema, SCHEMA_NAME())
ORDER BY c.column_id
