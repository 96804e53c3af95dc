-- index-use · SQL Server
-- reads   : sys.dm_db_index_usage_stats, sys.databases
-- needs   : VIEW SERVER STATE (2022 and later: VIEW SERVER PERFORMANCE STATE; Azure SQL Database: VIEW DATABASE STATE) to show how indexes are used
-- params  :
-- columns : object_id, index_id, scans, last_used, writes, stats_since, zone
SELECT u.object_id AS object_id,
       u.index_id AS index_id,
       u.user_seeks + u.user_scans + u.user_lookups AS scans,
       (SELECT MAX(moment.used) FROM (VALUES (u.last_user_seek), (u.last_user_scan), (u.last_user_lookup)) AS moment (used)) AS last_used,
       u.user_updates AS writes,
       (SELECT temporary.create_date FROM sys.databases AS temporary WHERE temporary.database_id = 2) AS stats_since,
       DATEPART(TZOFFSET, SYSDATETIMEOFFSET()) AS zone
FROM sys.dm_db_index_usage_stats AS u
WHERE u.database_id = DB_ID()
