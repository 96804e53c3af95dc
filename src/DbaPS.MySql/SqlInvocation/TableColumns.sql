-- table-columns · MySQL and MariaDB
-- reads   : information_schema.COLUMNS, information_schema.TABLES, information_schema.ENGINES
-- needs   : some privilege on the table
-- params  : @database text, @table text
-- columns : name, type, transactional
SELECT c.COLUMN_NAME AS name,
       c.DATA_TYPE AS type,
       COALESCE(e.TRANSACTIONS = 'YES', FALSE) AS transactional
FROM information_schema.COLUMNS AS c
JOIN information_schema.TABLES AS t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
LEFT JOIN information_schema.ENGINES AS e ON e.ENGINE = t.ENGINE
WHERE c.TABLE_SCHEMA = @database
  AND c.TABLE_NAME = @table
  AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
  AND c.EXTRA NOT LIKE '%VIRTUAL%'
  AND c.EXTRA NOT LIKE '%STORED%'
ORDER BY c.ORDINAL_POSITION
