-- digest-columns · SQL Server
-- reads   : sys.columns, sys.tables, sys.types, sys.indexes, sys.index_columns
-- needs   :
-- params  :
-- columns : object_id, name, type, is_clr, key_position
SELECT c.object_id AS object_id,
       c.name AS name,
       CASE WHEN t.is_assembly_type = 1 THEN t.name ELSE COALESCE(b.name, t.name) END AS type,
       t.is_assembly_type AS is_clr,
       COALESCE((
           SELECT kc.key_ordinal
           FROM sys.indexes AS k
           JOIN sys.index_columns AS kc ON kc.object_id = k.object_id AND kc.index_id = k.index_id
           WHERE k.object_id = c.object_id AND k.is_primary_key = 1 AND kc.column_id = c.column_id
       ), 0) AS key_position
FROM sys.columns AS c
JOIN sys.tables AS o ON o.object_id = c.object_id
JOIN sys.types AS t ON t.user_type_id = c.user_type_id
-- An alias type stands for its base type.
LEFT JOIN sys.types AS b ON b.user_type_id = t.system_type_id AND b.system_type_id = t.system_type_id
WHERE o.is_ms_shipped = 0 AND c.is_computed = 0 AND c.is_column_set = 0
ORDER BY c.object_id, c.column_id
