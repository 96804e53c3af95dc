-- routines · MySQL and MariaDB
-- reads   : information_schema.ROUTINES
-- needs   : EXECUTE, ALTER ROUTINE or a right to see definitions, for the routines of others
-- params  : @database text
-- columns : kind, name
SELECT LOWER(ROUTINE_TYPE) AS kind,
       ROUTINE_NAME AS name
FROM information_schema.ROUTINES
WHERE ROUTINE_SCHEMA = @database
ORDER BY ROUTINE_TYPE, ROUTINE_NAME
