-- table-created · MySQL and MariaDB
-- reads   : information_schema.TABLES
-- needs   : some privilege on a table to see it
-- params  : @database text, @table text
-- columns : created
SELECT CAST(CREATE_TIME AS CHAR) AS created
FROM information_schema.TABLES
WHERE TABLE_SCHEMA = @database AND TABLE_NAME = @table
