-- table-size · SQL Server
-- reads   : sys.partitions, sys.allocation_units
-- needs   : VIEW DEFINITION for tables the login has no right on
-- params  :
-- columns : object_id, table_bytes, index_bytes
SELECT p.object_id AS object_id,
       SUM(CASE WHEN p.index_id IN (0, 1) THEN a.total_pages ELSE 0 END) * 8192 AS table_bytes,
       SUM(CASE WHEN p.index_id IN (0, 1) THEN 0 ELSE a.total_pages END) * 8192 AS index_bytes
FROM sys.partitions AS p
-- Rows and their overflow hang on the heap or tree (1, 3), large objects on the partition (2).
JOIN sys.allocation_units AS a ON (a.type IN (1, 3) AND a.container_id = p.hobt_id) OR (a.type = 2 AND a.container_id = p.partition_id)
GROUP BY p.object_id
