-- role needs · MySQL and MariaDB
-- reads   : information_schema.SCHEMATA
-- needs   : some privilege in a database to see it
-- params  : @database text
-- columns : name
SELECT s.SCHEMA_NAME AS name
FROM information_schema.SCHEMATA AS s
WHERE s.SCHEMA_NAME NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')
  AND (@database IS NULL OR s.SCHEMA_NAME = @database)
ORDER BY s.SCHEMA_NAME
