-- triggers · MySQL and MariaDB
-- reads   : information_schema.TRIGGERS
-- needs   : TRIGGER on the tables
-- params  : @database text
-- columns : name, table
SELECT TRIGGER_NAME AS name,
       EVENT_OBJECT_TABLE AS `table`
FROM information_schema.TRIGGERS
WHERE TRIGGER_SCHEMA = @database
ORDER BY EVENT_OBJECT_TABLE, EVENT_MANIPULATION, ACTION_TIMING, ACTION_ORDER, TRIGGER_NAME
