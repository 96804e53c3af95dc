-- index-column · SQL Server
-- reads   : sys.index_columns, sys.columns
-- needs   :
-- params  : @object_id int
-- columns : object_id, index_id, name, key_ordinal, descending, included
SELECT ic.object_id AS object_id,
       ic.index_id AS index_id,
       c.name AS name,
       ic.key_ordinal AS key_ordinal,
       ic.is_descending_key AS descending,
       ic.is_included_column AS included
FROM sys.index_columns AS ic
JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
-- A partitioning column that is neither key nor included has key_ordinal 0.
WHERE (@object_id IS NULL OR ic.object_id = @object_id) AND (ic.key_ordinal > 0 OR ic.is_included_column = 1)
ORDER BY ic.object_id, ic.index_id, ic.key_ordinal, ic.index_column_id
