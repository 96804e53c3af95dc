-- column-defaults · MariaDB
-- reads   : information_schema.COLUMNS
-- needs   : some privilege on a table to see it
-- params  : @database text
-- columns : table, column, expression
SELECT TABLE_NAME AS `table`,
       COLUMN_NAME AS `column`,
       COLUMN_DEFAULT AS expression
FROM information_schema.COLUMNS
WHERE TABLE_SCHEMA = @database AND COLUMN_DEFAULT LIKE '%val(%'
ORDER BY TABLE_NAME, ORDINAL_POSITION
