-- index-length · MySQL and MariaDB
-- reads   : information_schema.TABLES
-- needs   : some privilege on the table
-- params  : @database text, @table text
-- columns : index_bytes
SELECT INDEX_LENGTH AS index_bytes
FROM information_schema.TABLES
WHERE TABLE_SCHEMA = @database AND TABLE_NAME = @table
