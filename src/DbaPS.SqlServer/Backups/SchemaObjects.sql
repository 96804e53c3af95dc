-- schema-objects · SQL Server
-- reads   : sys.schemas, sys.database_principals, sys.objects, sys.sql_modules, sys.triggers, sys.types, sys.synonyms, sys.sequences
-- needs   : VIEW DEFINITION on the database
-- params  :
-- columns : kind, identity, definition, owner
SELECT N'schema' AS kind, QUOTENAME(s.name) AS [identity], CONVERT(nvarchar(max), N'') AS definition, sp.name AS owner
FROM sys.schemas AS s
JOIN sys.database_principals AS sp ON sp.principal_id = s.principal_id
WHERE s.schema_id < 16384 AND s.name NOT IN (N'sys', N'INFORMATION_SCHEMA', N'guest')
UNION ALL
SELECT LOWER(REPLACE(o.type_desc, N'_', N'-')), QUOTENAME(os.name) + N'.' + QUOTENAME(o.name),
       CONVERT(nvarchar(max), COALESCE(m.definition, N'')) + N' ansi_nulls=' + COALESCE(CONVERT(nvarchar(1), m.uses_ansi_nulls), N'')
           + N' quoted_identifier=' + COALESCE(CONVERT(nvarchar(1), m.uses_quoted_identifier), N''), op.name
FROM sys.objects AS o
JOIN sys.schemas AS os ON os.schema_id = o.schema_id
LEFT JOIN sys.database_principals AS op ON op.principal_id = o.principal_id
LEFT JOIN sys.sql_modules AS m ON m.object_id = o.object_id
-- Constraints, keys and internal tables have lines of their own, or none.
WHERE o.is_ms_shipped = 0 AND o.type IN ('U', 'V', 'P', 'FN', 'IF', 'TF', 'TR', 'AF', 'FS', 'FT', 'PC', 'TA', 'SN', 'SO', 'SQ')
UNION ALL
SELECT N'database-trigger', QUOTENAME(g.name), CONVERT(nvarchar(max), COALESCE(gm.definition, N'')) + N' disabled=' + CONVERT(nvarchar(1), g.is_disabled), NULL
FROM sys.triggers AS g
LEFT JOIN sys.sql_modules AS gm ON gm.object_id = g.object_id
WHERE g.parent_class = 0 AND g.is_ms_shipped = 0
UNION ALL
SELECT N'trigger-state', QUOTENAME(OBJECT_SCHEMA_NAME(e.object_id)) + N'.' + QUOTENAME(e.name), CONVERT(nvarchar(max), N'disabled=') + CONVERT(nvarchar(1), e.is_disabled), NULL
FROM sys.triggers AS e
WHERE e.parent_class = 1 AND e.is_ms_shipped = 0
UNION ALL
SELECT N'type', QUOTENAME(ts.name) + N'.' + QUOTENAME(t.name),
       CONVERT(nvarchar(max), TYPE_NAME(t.system_type_id)) + N'(' + CONVERT(nvarchar(11), t.max_length) + N',' + CONVERT(nvarchar(11), t.precision) + N',' + CONVERT(nvarchar(11), t.scale)
           + N') null=' + CONVERT(nvarchar(1), t.is_nullable), NULL
FROM sys.types AS t
JOIN sys.schemas AS ts ON ts.schema_id = t.schema_id
WHERE t.is_user_defined = 1
UNION ALL
SELECT N'synonym-target', QUOTENAME(ys.name) + N'.' + QUOTENAME(y.name), CONVERT(nvarchar(max), y.base_object_name), NULL
FROM sys.synonyms AS y
JOIN sys.schemas AS ys ON ys.schema_id = y.schema_id
UNION ALL
SELECT N'sequence-definition', QUOTENAME(qs.name) + N'.' + QUOTENAME(q.name),
       CONVERT(nvarchar(max), TYPE_NAME(q.user_type_id)) + N' start=' + CONVERT(nvarchar(40), q.start_value) + N' by=' + CONVERT(nvarchar(40), q.increment)
           + N' min=' + CONVERT(nvarchar(40), q.minimum_value) + N' max=' + CONVERT(nvarchar(40), q.maximum_value) + N' cycle=' + CONVERT(nvarchar(1), q.is_cycling), NULL
FROM sys.sequences AS q
JOIN sys.schemas AS qs ON qs.schema_id = q.schema_id
ORDER BY kind, [identity]
