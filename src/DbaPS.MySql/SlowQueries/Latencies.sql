-- latencies · MySQL
-- reads   : performance_schema.events_statements_histogram_by_digest, performance_schema.events_statements_summary_by_digest
-- needs   : performance_schema on; SELECT on performance_schema
-- params  : @top int
-- columns : query_id, database, up_to_ms, count
SELECT h.DIGEST AS query_id,
       h.SCHEMA_NAME AS `database`,
       h.BUCKET_TIMER_HIGH / 1000000000 AS up_to_ms,
       h.COUNT_BUCKET AS count
FROM (
    SELECT DIGEST, SCHEMA_NAME
    FROM performance_schema.events_statements_summary_by_digest
    WHERE DIGEST IS NOT NULL
    ORDER BY SUM_TIMER_WAIT DESC
    LIMIT @top
) AS s
JOIN performance_schema.events_statements_histogram_by_digest AS h ON h.DIGEST = s.DIGEST AND h.SCHEMA_NAME <=> s.SCHEMA_NAME
WHERE h.COUNT_BUCKET > 0
ORDER BY h.DIGEST, h.SCHEMA_NAME, h.BUCKET_NUMBER
