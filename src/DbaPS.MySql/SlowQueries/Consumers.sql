-- consumers · MySQL and MariaDB
-- reads   : performance_schema.setup_consumers
-- needs   : performance_schema on; SELECT on performance_schema
-- params  :
-- columns : digests
SELECT COUNT(*) AS digests
FROM performance_schema.setup_consumers
WHERE NAME IN ('global_instrumentation', 'statements_digest') AND ENABLED = 'YES'
