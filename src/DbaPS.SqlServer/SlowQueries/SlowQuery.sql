-- slow-query · SQL Server 2017 and later, Azure: Query Store
-- reads   : sys.query_store_query, sys.query_store_query_text, sys.query_store_plan, sys.query_store_runtime_stats, sys.query_store_runtime_stats_interval
-- needs   : VIEW DATABASE STATE in the database (2022 and later: VIEW DATABASE PERFORMANCE STATE)
-- params  : @since datetimeoffset
-- columns : query_id, database, text, calls, total_ms, max_ms, rows, logical_reads, physical_reads, temp_bytes, log_bytes, plan_ms, first_seen, last_seen, window_start
SELECT CONVERT(varchar(20), q.query_hash, 1) AS query_id,
       DB_NAME() AS [database],
       MIN(CONVERT(nvarchar(4000), LEFT(t.query_sql_text, 4000))) AS text,
       SUM(r.count_executions) AS calls,
       SUM(r.avg_duration * r.count_executions) / 1000.0 AS total_ms,
       MAX(r.max_duration) / 1000.0 AS max_ms,
       CONVERT(bigint, SUM(r.avg_rowcount * r.count_executions)) AS rows,
       CONVERT(bigint, SUM(r.avg_logical_io_reads * r.count_executions)) AS logical_reads,
       CONVERT(bigint, SUM(r.avg_physical_io_reads * r.count_executions)) AS physical_reads,
       CONVERT(bigint, SUM(r.avg_tempdb_space_used * r.count_executions)) * 8192 AS temp_bytes,
       CONVERT(bigint, SUM(r.avg_log_bytes_used * r.count_executions)) AS log_bytes,
       MAX(q.avg_compile_duration * q.count_compiles) / 1000.0 AS plan_ms,
       MIN(r.first_execution_time) AS first_seen,
       MAX(r.last_execution_time) AS last_seen,
       MIN(i.start_time) AS window_start
FROM sys.query_store_runtime_stats AS r
JOIN sys.query_store_runtime_stats_interval AS i ON i.runtime_stats_interval_id = r.runtime_stats_interval_id
JOIN sys.query_store_plan AS p ON p.plan_id = r.plan_id
JOIN sys.query_store_query AS q ON q.query_id = p.query_id
JOIN sys.query_store_query_text AS t ON t.query_text_id = q.query_text_id
WHERE q.is_internal_query = 0 AND (@since IS NULL OR i.end_time > @since)
GROUP BY q.query_hash
