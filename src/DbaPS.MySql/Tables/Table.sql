-- table · MySQL and MariaDB
-- reads   : information_schema.TABLES, information_schema.STATISTICS
-- needs   : some privilege on a table to see it
-- params  : @database text
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
       k.TABLE_NAME IS NOT NULL AS has_primary_key,
       COALESCE(t.CREATE_OPTIONS LIKE '%partitioned%', FALSE) AS partitioned,
       NULL AS last_analyzed,
       NULLIF(t.TABLE_COMMENT, '') AS comment
FROM information_schema.TABLES AS t
-- Joined, not asked for row by row: each asking would make a temporary table, which MariaDB 10.11 has been seen to crash at.
LEFT JOIN (
    SELECT DISTINCT TABLE_NAME
    FROM information_schema.STATISTICS
    WHERE TABLE_SCHEMA = @database AND INDEX_NAME = 'PRIMARY'
) AS k ON k.TABLE_NAME = t.TABLE_NAME
WHERE t.TABLE_SCHEMA = @database
  AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SYSTEM VIEW')
ORDER BY t.TABLE_NAME
