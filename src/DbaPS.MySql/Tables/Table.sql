-- table · MySQL and MariaDB
-- reads   : information_schema.TABLES, information_schema.TABLE_CONSTRAINTS
-- needs   : some privilege on a table to see it
-- params  : @database text, @include_system bool
-- columns : schema, name, kind, rows, table_bytes, index_bytes, has_primary_key, partitioned, last_analyzed, comment
SELECT t.TABLE_SCHEMA AS `schema`,
       t.TABLE_NAME AS name,
       CASE
           WHEN t.TABLE_TYPE = 'SYSTEM VIEW' THEN 'VirtualTable'
           WHEN t.CREATE_OPTIONS LIKE '%partitioned%' THEN 'PartitionedTable'
           WHEN t.ENGINE IN ('FEDERATED', 'CONNECT', 'SPIDER') THEN 'ForeignTable'
           ELSE 'Table'
       END AS kind,
       t.TABLE_ROWS AS `rows`,
       t.DATA_LENGTH AS table_bytes,
       t.INDEX_LENGTH AS index_bytes,
       EXISTS (
           SELECT 1
           FROM information_schema.TABLE_CONSTRAINTS AS c
           WHERE c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME AND c.CONSTRAINT_TYPE = 'PRIMARY KEY'
       ) AS has_primary_key,
       COALESCE(t.CREATE_OPTIONS LIKE '%partitioned%', FALSE) AS partitioned,
       NULL AS last_analyzed,
       NULLIF(t.TABLE_COMMENT, '') AS comment
FROM information_schema.TABLES AS t
WHERE t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SYSTEM VIEW')
  AND (t.TABLE_SCHEMA = @database
       OR (@include_system AND t.TABLE_SCHEMA IN ('information_schema', 'performance_schema', 'mysql', 'sys')))
ORDER BY t.TABLE_SCHEMA, t.TABLE_NAME
