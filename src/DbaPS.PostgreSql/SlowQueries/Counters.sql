-- counters · PostgreSQL 14+
-- reads   : pg_stat_statements_info
-- needs   : extension pg_stat_statements, preloaded
-- params  :
-- columns : taken_at, stats_reset, evictions
SELECT pg_catalog.clock_timestamp() AS taken_at, stats_reset, dealloc::int8 AS evictions
FROM {schema}.pg_stat_statements_info
