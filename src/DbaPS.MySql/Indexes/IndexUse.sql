-- index-use · MySQL and MariaDB
-- reads   : performance_schema.table_io_waits_summary_by_index_usage, performance_schema.table_io_waits_summary_by_table
-- needs   : performance_schema on; SELECT on performance_schema
-- params  : @database text
-- columns : schema, table, index, fetches, writes
SELECT u.OBJECT_SCHEMA AS `schema`,
       u.OBJECT_NAME AS `table`,
       u.INDEX_NAME AS `index`,
       u.COUNT_FETCH AS fetches,
       t.COUNT_INSERT + t.COUNT_UPDATE + t.COUNT_DELETE AS writes
FROM performance_schema.table_io_waits_summary_by_index_usage AS u
LEFT JOIN performance_schema.table_io_waits_summary_by_table AS t
    ON t.OBJECT_TYPE = u.OBJECT_TYPE AND t.OBJECT_SCHEMA = u.OBJECT_SCHEMA AND t.OBJECT_NAME = u.OBJECT_NAME
WHERE u.OBJECT_SCHEMA = @database AND u.INDEX_NAME IS NOT NULL
