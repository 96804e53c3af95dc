-- slow-query · SQL Server, Azure: the plan cache, where Query Store is off
-- reads   : sys.dm_exec_query_stats, sys.dm_exec_sql_text, sys.dm_exec_plan_attributes
-- needs   : VIEW SERVER STATE (2022 and later: VIEW SERVER PERFORMANCE STATE; Azure SQL Database: VIEW DATABASE STATE)
-- params  :
-- columns : query_id, database, text, calls, total_ms, max_ms, rows, logical_reads, physical_reads, temp_bytes, first_seen, last_seen, zone
SELECT CONVERT(varchar(20), qs.query_hash, 1) AS query_id,
       DB_NAME(CONVERT(int, pa.value)) AS [database],
       MIN(CONVERT(nvarchar(4000), SUBSTRING(st.text, qs.statement_start_offset / 2 + 1,
           CASE WHEN qs.statement_end_offset < 0 THEN 4000 ELSE (qs.statement_end_offset - qs.statement_start_offset) / 2 + 1 END))) AS text,
       SUM(qs.execution_count) AS calls,
       SUM(qs.total_elapsed_time) / 1000.0 AS total_ms,
       MAX(qs.max_elapsed_time) / 1000.0 AS max_ms,
       SUM(qs.total_rows) AS rows,
       SUM(qs.total_logical_reads) AS logical_reads,
       SUM(qs.total_physical_reads) AS physical_reads,
       SUM(qs.total_spills) * 8192 AS temp_bytes,
       MIN(qs.creation_time) AS first_seen,
       MAX(qs.last_execution_time) AS last_seen,
       DATEPART(TZOFFSET, SYSDATETIMEOFFSET()) AS zone
FROM sys.dm_exec_query_stats AS qs
CROSS APPLY sys.dm_exec_sql_text(qs.sql_handle) AS st
OUTER APPLY sys.dm_exec_plan_attributes(qs.plan_handle) AS pa
WHERE pa.attribute = 'dbid' AND qs.query_hash <> 0x0000000000000000
GROUP BY qs.query_hash, pa.value
