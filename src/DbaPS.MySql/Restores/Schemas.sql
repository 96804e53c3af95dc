-- schemas · MySQL and MariaDB
-- reads   : information_schema.SCHEMATA
-- needs   :
-- params  :
-- columns : name
SELECT SCHEMA_NAME AS name
FROM information_schema.SCHEMATA
ORDER BY SCHEMA_NAME
