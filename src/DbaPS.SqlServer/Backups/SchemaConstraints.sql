-- schema-constraints · SQL Server
-- reads   : sys.foreign_keys, sys.foreign_key_columns, sys.check_constraints, sys.columns, sys.objects, sys.schemas
-- needs   : VIEW DEFINITION on the database
-- params  :
-- columns : kind, identity, definition, owner
SELECT N'foreign-key' AS kind,
       QUOTENAME(s.name) + N'.' + QUOTENAME(o.name) + N'.' + QUOTENAME(f.name) AS [identity],
       CONVERT(nvarchar(max), QUOTENAME(OBJECT_SCHEMA_NAME(f.referenced_object_id)) + N'.' + QUOTENAME(OBJECT_NAME(f.referenced_object_id)))
           + N' delete=' + f.delete_referential_action_desc + N' update=' + f.update_referential_action_desc
           + N' disabled=' + CONVERT(nvarchar(1), f.is_disabled) + N' trusted=' + CONVERT(nvarchar(1), 1 - f.is_not_trusted) AS definition,
       CONVERT(nvarchar(128), NULL) AS owner
FROM sys.foreign_keys AS f
JOIN sys.objects AS o ON o.object_id = f.parent_object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE f.is_ms_shipped = 0
UNION ALL
SELECT N'foreign-key-column',
       QUOTENAME(ls.name) + N'.' + QUOTENAME(lo.name) + N'.' + QUOTENAME(OBJECT_NAME(l.constraint_object_id)) + N'.' + CONVERT(nvarchar(11), l.constraint_column_id),
       CONVERT(nvarchar(max), QUOTENAME(pc.name) + N' -> ' + QUOTENAME(rc.name)), NULL
FROM sys.foreign_key_columns AS l
JOIN sys.objects AS lo ON lo.object_id = l.parent_object_id
JOIN sys.schemas AS ls ON ls.schema_id = lo.schema_id
JOIN sys.columns AS pc ON pc.object_id = l.parent_object_id AND pc.column_id = l.parent_column_id
JOIN sys.columns AS rc ON rc.object_id = l.referenced_object_id AND rc.column_id = l.referenced_column_id
WHERE lo.is_ms_shipped = 0
UNION ALL
SELECT N'check',
       QUOTENAME(hs.name) + N'.' + QUOTENAME(ho.name) + N'.' + QUOTENAME(h.name),
       CONVERT(nvarchar(max), h.definition) + N' disabled=' + CONVERT(nvarchar(1), h.is_disabled) + N' trusted=' + CONVERT(nvarchar(1), 1 - h.is_not_trusted), NULL
FROM sys.check_constraints AS h
JOIN sys.objects AS ho ON ho.object_id = h.parent_object_id
JOIN sys.schemas AS hs ON hs.schema_id = ho.schema_id
WHERE h.is_ms_shipped = 0
ORDER BY kind, [identity]
