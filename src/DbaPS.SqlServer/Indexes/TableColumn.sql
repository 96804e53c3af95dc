-- table-column · SQL Server
-- reads   : sys.columns, sys.types
-- needs   :
-- params  : @object_id int
-- columns : name, type, max_length, precision, scale, collation, is_nullable, is_computed, is_identity
SELECT c.name AS name,
       CASE WHEN t.is_assembly_type = 1 OR t.name IN (N'hierarchyid', N'geography', N'geometry') THEN t.name ELSE COALESCE(b.name, t.name) END AS type,
       c.max_length AS max_length,
       c.precision AS precision,
       c.scale AS scale,
       c.collation_name AS collation,
       c.is_nullable AS is_nullable,
       c.is_computed AS is_computed,
       c.is_identity AS is_identity
FROM sys.columns AS c
JOIN sys.types AS t ON t.user_type_id = c.user_type_id
-- An alias type stands for its base type.
LEFT JOIN sys.types AS b ON b.user_type_id = t.system_type_id AND b.system_type_id = t.system_type_id
WHERE c.object_id = @object_id
ORDER BY c.column_id
