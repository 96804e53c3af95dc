-- index-table · SQL Server
-- reads   : sys.objects, sys.schemas
-- needs   :
-- params  : @schema nvarchar, @table nvarchar
-- columns : object_id, schema, table, kind
SELECT TOP (1) o.object_id AS object_id,
       s.name AS [schema],
       o.name AS [table],
       RTRIM(o.type) AS kind
FROM sys.objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.name = @table AND o.type IN ('U', 'V') AND s.name = COALESCE(@schema, SCHEMA_NAME())
