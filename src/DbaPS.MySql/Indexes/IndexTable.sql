-- index-table · MySQL and MariaDB
-- reads   : information_schema.TABLES, information_schema.COLUMNS
-- needs   : some privilege on the table
-- params  : @database text, @table text
-- columns : schema, table, engine, kind, column, type
SELECT t.TABLE_SCHEMA AS `schema`,
       t.TABLE_NAME AS `table`,
       t.ENGINE AS engine,
       t.TABLE_TYPE AS kind,
       c.COLUMN_NAME AS `column`,
       c.DATA_TYPE AS type
FROM information_schema.TABLES AS t
JOIN information_schema.COLUMNS AS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
WHERE t.TABLE_SCHEMA = @database AND t.TABLE_NAME = @table
ORDER BY c.ORDINAL_POSITION
