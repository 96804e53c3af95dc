-- database-size · SQL Server
-- reads   : sys.master_files
-- needs   : VIEW ANY DEFINITION to show databases' sizes
-- params  :
-- columns : name, size_bytes
SELECT DB_NAME(f.database_id) AS name,
       SUM(CONVERT(bigint, f.size)) * 8192 AS size_bytes
FROM sys.master_files AS f
GROUP BY f.database_id
