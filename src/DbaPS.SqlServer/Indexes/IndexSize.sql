-- index-size · SQL Server
-- reads   : sys.partitions, sys.allocation_units
-- needs   :
-- params  : @object_id int
-- columns : object_id, index_id, size_bytes
SELECT p.object_id AS object_id,
       p.index_id AS index_id,
       SUM(a.used_pages) * 8192 AS size_bytes
FROM sys.partitions AS p
JOIN sys.allocation_units AS a ON (a.type IN (1, 3) AND a.container_id = p.hobt_id) OR (a.type = 2 AND a.container_id = p.partition_id)
WHERE @object_id IS NULL OR p.object_id = @object_id
GROUP BY p.object_id, p.index_id
