-- statement-counters · SQL Server, Azure: the plan cache
-- reads   : sys.dm_os_memory_cache_clock_hands, sys.databases
-- needs   : VIEW SERVER STATE (2022 and later: VIEW SERVER PERFORMANCE STATE; Azure SQL Database: VIEW DATABASE STATE)
-- params  :
-- columns : taken_at, stats_reset, evictions
SELECT SYSDATETIMEOFFSET() AS taken_at,
       -- The cache is empty after a start; tempdb is as old as that.
       (
           SELECT TODATETIMEOFFSET(temporary.create_date, DATEPART(TZOFFSET, SYSDATETIMEOFFSET()))
           FROM sys.databases AS temporary WHERE temporary.database_id = 2
       ) AS stats_reset,
       SUM(hand.removed_all_rounds_count) AS evictions
FROM sys.dm_os_memory_cache_clock_hands AS hand
WHERE hand.type IN (N'CACHESTORE_SQLCP', N'CACHESTORE_OBJCP')
