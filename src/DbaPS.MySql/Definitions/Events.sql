-- events · MySQL and MariaDB
-- reads   : information_schema.EVENTS
-- needs   : EVENT on the database
-- params  : @database text
-- columns : name
SELECT EVENT_NAME AS name
FROM information_schema.EVENTS
WHERE EVENT_SCHEMA = @database
ORDER BY EVENT_NAME
