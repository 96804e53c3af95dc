-- table-columns · MySQL and MariaDB
-- reads   : information_schema.COLUMNS
-- needs   : SELECT on the tables
-- params  : @database text
-- columns : table, name, type, character_set, extra, expression
SELECT TABLE_NAME AS `table`,
       COLUMN_NAME AS name,
       COLUMN_TYPE AS type,
       CHARACTER_SET_NAME AS character_set,
       EXTRA AS extra,
       COALESCE(GENERATION_EXPRESSION, '') AS expression
FROM information_schema.COLUMNS
WHERE TABLE_SCHEMA = @database
ORDER BY TABLE_NAME, ORDINAL_POSITION
