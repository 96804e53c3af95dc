-- schema-columns · SQL Server
-- reads   : sys.columns, sys.objects, sys.schemas, sys.types, sys.computed_columns, sys.identity_columns, sys.default_constraints
-- needs   : VIEW DEFINITION on the database
-- params  :
-- columns : kind, identity, definition, owner
SELECT N'column' AS kind,
       QUOTENAME(s.name) + N'.' + QUOTENAME(o.name) + N'.' + QUOTENAME(c.name) AS [identity],
       CONVERT(nvarchar(max), t.name) + N'(' + CONVERT(nvarchar(11), c.max_length) + N',' + CONVERT(nvarchar(11), c.precision) + N',' + CONVERT(nvarchar(11), c.scale)
           + N') null=' + CONVERT(nvarchar(1), c.is_nullable)
           + N' collation=' + COALESCE(c.collation_name, N'')
           + N' sparse=' + CONVERT(nvarchar(1), c.is_sparse) + N' rowguid=' + CONVERT(nvarchar(1), c.is_rowguidcol)
           + N' computed=' + COALESCE(x.definition, N'') + N' persisted=' + COALESCE(CONVERT(nvarchar(1), x.is_persisted), N'')
           + N' identity=' + COALESCE(CONVERT(nvarchar(40), i.seed_value) + N',' + CONVERT(nvarchar(40), i.increment_value), N'')
           + N' default=' + COALESCE(QUOTENAME(d.name) + N' ' + d.definition, N'') AS definition,
       CONVERT(nvarchar(128), NULL) AS owner
FROM sys.columns AS c
JOIN sys.objects AS o ON o.object_id = c.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
JOIN sys.types AS t ON t.user_type_id = c.user_type_id
LEFT JOIN sys.computed_columns AS x ON x.object_id = c.object_id AND x.column_id = c.column_id
LEFT JOIN sys.identity_columns AS i ON i.object_id = c.object_id AND i.column_id = c.column_id
LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
WHERE o.is_ms_shipped = 0 AND o.type = 'U'
ORDER BY kind, [identity]
