-- relations · MySQL and MariaDB
-- reads   : information_schema.TABLES
-- needs   : some privilege on a table to see it
-- params  : @database text
-- columns : name, type, engine
SELECT TABLE_NAME AS name,
       TABLE_TYPE AS type,
       ENGINE AS engine
FROM information_schema.TABLES
WHERE TABLE_SCHEMA = @database
ORDER BY TABLE_NAME
