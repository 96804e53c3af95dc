-- slow-query · PostgreSQL, pg_stat_statements 1.11 (17) and later
-- reads   : pg_stat_statements, pg_database, pg_roles
-- needs   : extension pg_stat_statements, preloaded; role pg_read_all_stats for other users' statements
-- params  :
-- columns : query_id, database, user, text, calls, total_ms, max_ms, rows, logical_reads, physical_reads, temp_bytes, log_bytes, plan_ms, since
SELECT s.queryid::text AS query_id,
       d.datname::text AS database,
       r.rolname::text AS "user",
       -- One statement stands twice when it also ran inside a function.
       pg_catalog.min(s.query) AS text,
       pg_catalog.sum(s.calls)::int8 AS calls,
       pg_catalog.sum(s.total_exec_time) AS total_ms,
       pg_catalog.max(s.max_exec_time) AS max_ms,
       pg_catalog.sum(s.rows)::int8 AS rows,
       pg_catalog.sum(s.shared_blks_hit + s.local_blks_hit)::int8 AS logical_reads,
       pg_catalog.sum(s.shared_blks_read + s.local_blks_read)::int8 AS physical_reads,
       (pg_catalog.sum(s.temp_blks_written) * pg_catalog.current_setting('block_size')::int8)::int8 AS temp_bytes,
       pg_catalog.sum(s.wal_bytes)::int8 AS log_bytes,
       -- Not counted unless asked for, and then it stands at 0.
       CASE WHEN pg_catalog.current_setting('pg_stat_statements.track_planning', true) = 'on' OR pg_catalog.sum(s.total_plan_time) > 0
           THEN pg_catalog.sum(s.total_plan_time) END AS plan_ms,
       pg_catalog.min(s.stats_since) AS since
FROM {schema}.pg_stat_statements AS s
LEFT JOIN pg_catalog.pg_database AS d ON d.oid = s.dbid
LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.userid
WHERE s.queryid IS NOT NULL
GROUP BY s.queryid, s.dbid, s.userid, d.datname, r.rolname
