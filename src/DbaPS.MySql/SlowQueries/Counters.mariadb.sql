-- counters · MariaDB
-- reads   : information_schema.GLOBAL_STATUS, performance_schema.events_statements_summary_by_digest
-- needs   : performance_schema on; SELECT on performance_schema
-- params  :
-- columns : taken_at, started_at, evictions
SELECT DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%fZ') AS taken_at,
       DATE_FORMAT(UTC_TIMESTAMP(6) - INTERVAL (SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'UPTIME') SECOND, '%Y-%m-%dT%H:%i:%sZ') AS started_at,
       -- Statements without a line of their own are counted in the one without a digest, or lost.
       (SELECT COALESCE(SUM(COUNT_STAR), 0) FROM performance_schema.events_statements_summary_by_digest WHERE DIGEST IS NULL AND SCHEMA_NAME IS NULL)
           + (SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'PERFORMANCE_SCHEMA_DIGEST_LOST') AS evictions
