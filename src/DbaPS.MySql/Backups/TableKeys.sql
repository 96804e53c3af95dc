-- table-keys · MySQL and MariaDB
-- reads   : information_schema.STATISTICS
-- needs   : some privilege on a table to see it
-- params  : @database text
-- columns : table, name
SELECT TABLE_NAME AS `table`,
       COLUMN_NAME AS name
FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA = @database AND INDEX_NAME = 'PRIMARY'
ORDER BY TABLE_NAME, SEQ_IN_INDEX
