-- database-size · Azure SQL Database, and any server for the session's own database
-- reads   : sys.database_files
-- needs   :
-- params  :
-- columns : name, size_bytes
SELECT DB_NAME() AS name,
       SUM(CONVERT(bigint, f.size)) * 8192 AS size_bytes
FROM sys.database_files AS f
