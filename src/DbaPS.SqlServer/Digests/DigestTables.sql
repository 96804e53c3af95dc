-- digest-tables · SQL Server
-- reads   : sys.tables, sys.schemas
-- needs   : VIEW DEFINITION for tables the login has no right on
-- params  :
-- columns : object_id, schema, name, kind
SELECT t.object_id AS object_id,
       s.name AS [schema],
       t.name AS name,
       CASE WHEN t.is_external = 1 THEN 'foreign' ELSE 'table' END AS kind
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE t.is_ms_shipped = 0
ORDER BY s.name, t.name
