-- leftover · MySQL and MariaDB
-- reads   : information_schema.TABLES
-- needs   : some privilege on a table to see it
-- params  : @database text, @marker text, @lock text
-- columns : left_over
SELECT COUNT(*) > 0 AND IS_FREE_LOCK(@lock) = 1 AS left_over
FROM information_schema.TABLES
WHERE TABLE_SCHEMA = @database AND TABLE_NAME = @marker
