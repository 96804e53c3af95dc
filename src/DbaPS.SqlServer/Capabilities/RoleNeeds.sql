-- role-needs · SQL Server, Azure
-- reads   : sys.tables, sys.schemas
-- needs   : VIEW DEFINITION for tables the login has no right on
-- params  :
-- columns : schema, name
SELECT s.name AS [schema],
       t.name AS name
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE t.is_ms_shipped = 0
  AND t.is_external = 0
ORDER BY s.name, t.name
