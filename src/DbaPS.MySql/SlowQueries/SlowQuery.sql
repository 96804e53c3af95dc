-- slow-query · MySQL
-- reads   : performance_schema.events_statements_summary_by_digest
-- needs   : performance_schema on; SELECT on performance_schema
-- params  :
-- columns : query_id, database, text, sample_text, calls, total_ms, max_ms, p95_ms, rows, lock_ms, first_seen, last_seen
SELECT s.DIGEST AS query_id,
       s.SCHEMA_NAME AS `database`,
       s.DIGEST_TEXT AS text,
       s.QUERY_SAMPLE_TEXT AS sample_text,
       s.COUNT_STAR AS calls,
       s.SUM_TIMER_WAIT / 1000000000 AS total_ms,
       s.MAX_TIMER_WAIT / 1000000000 AS max_ms,
       s.QUANTILE_95 / 1000000000 AS p95_ms,
       s.SUM_ROWS_SENT + s.SUM_ROWS_AFFECTED AS `rows`,
       s.SUM_LOCK_TIME / 1000000000 AS lock_ms,
       DATE_FORMAT(s.FIRST_SEEN, '%Y-%m-%dT%H:%i:%s.%fZ') AS first_seen,
       DATE_FORMAT(s.LAST_SEEN, '%Y-%m-%dT%H:%i:%s.%fZ') AS last_seen
FROM performance_schema.events_statements_summary_by_digest AS s
WHERE s.DIGEST IS NOT NULL
