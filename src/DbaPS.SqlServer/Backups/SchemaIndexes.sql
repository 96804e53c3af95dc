-- schema-indexes · SQL Server
-- reads   : sys.indexes, sys.index_columns, sys.columns, sys.objects, sys.schemas
-- needs   : VIEW DEFINITION on the database
-- params  :
-- columns : kind, identity, definition, owner
SELECT N'index' AS kind,
       QUOTENAME(s.name) + N'.' + QUOTENAME(o.name) + N'.' + QUOTENAME(i.name) AS [identity],
       CONVERT(nvarchar(max), i.type_desc) + N' unique=' + CONVERT(nvarchar(1), i.is_unique) + N' primary=' + CONVERT(nvarchar(1), i.is_primary_key)
           + N' constraint=' + CONVERT(nvarchar(1), i.is_unique_constraint) + N' disabled=' + CONVERT(nvarchar(1), i.is_disabled)
           + N' ignore_dup_key=' + CONVERT(nvarchar(1), i.ignore_dup_key) + N' fill=' + CONVERT(nvarchar(11), i.fill_factor) + N' where=' + COALESCE(i.filter_definition, N'') AS definition,
       CONVERT(nvarchar(128), NULL) AS owner
FROM sys.indexes AS i
JOIN sys.objects AS o ON o.object_id = i.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.is_ms_shipped = 0 AND o.type IN ('U', 'V') AND i.index_id > 0 AND i.is_hypothetical = 0
UNION ALL
SELECT N'index-column',
       QUOTENAME(ks.name) + N'.' + QUOTENAME(ko.name) + N'.' + QUOTENAME(k.name) + N'.' + QUOTENAME(c.name),
       CONVERT(nvarchar(max), N'key=') + CONVERT(nvarchar(11), ic.key_ordinal) + N' descending=' + CONVERT(nvarchar(1), ic.is_descending_key)
           + N' included=' + CONVERT(nvarchar(1), ic.is_included_column) + N' partition=' + CONVERT(nvarchar(11), ic.partition_ordinal),
       NULL
FROM sys.index_columns AS ic
JOIN sys.indexes AS k ON k.object_id = ic.object_id AND k.index_id = ic.index_id
JOIN sys.objects AS ko ON ko.object_id = ic.object_id
JOIN sys.schemas AS ks ON ks.schema_id = ko.schema_id
JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
WHERE ko.is_ms_shipped = 0 AND ko.type IN ('U', 'V') AND k.index_id > 0 AND k.is_hypothetical = 0
ORDER BY kind, [identity]
