-- backup-tables · MySQL and MariaDB
-- reads   : information_schema.TABLES, information_schema.ENGINES
-- needs   : some privilege on a table to see it
-- params  : @database text
-- columns : name, type, engine, transactional, bytes, created
SELECT t.TABLE_NAME AS name,
       t.TABLE_TYPE AS type,
       t.ENGINE AS engine,
       COALESCE(e.TRANSACTIONS = 'YES', FALSE) AS transactional,
       t.DATA_LENGTH AS bytes,
       CAST(t.CREATE_TIME AS CHAR) AS created
FROM information_schema.TABLES AS t
LEFT JOIN information_schema.ENGINES AS e ON e.ENGINE = t.ENGINE
WHERE t.TABLE_SCHEMA = @database
  AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
ORDER BY t.TABLE_NAME
