-- database-properties · MySQL and MariaDB
-- reads   : information_schema.SCHEMATA
-- needs   :
-- params  :
-- columns : character_set, collation
-- @@collation_database is the server's default again after a pool has reset the connection.
SELECT s.DEFAULT_CHARACTER_SET_NAME AS character_set,
       s.DEFAULT_COLLATION_NAME AS collation
FROM information_schema.SCHEMATA AS s
WHERE s.SCHEMA_NAME = DATABASE()
