-- system-table · SQL Server
-- reads   : sys.all_objects, sys.schemas
-- needs   :
-- params  :
-- columns : schema, name
SELECT s.name AS [schema],
       o.name AS name
FROM sys.all_objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.type = 'S'
ORDER BY s.name, o.name
