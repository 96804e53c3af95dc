-- database · MySQL and MariaDB
-- reads   : information_schema.SCHEMATA, information_schema.TABLES, information_schema.PROCESSLIST, information_schema.USER_PRIVILEGES
-- needs   : some privilege in a database to see it; PROCESS for its sessions
-- params  : @include_system bool
-- columns : name, owner, size_bytes, state, encoding, collation, recovery_model, connections
SELECT s.SCHEMA_NAME AS name,
       NULL AS owner,
       COALESCE(t.size_bytes, 0) AS size_bytes,
       'Online' AS state,
       s.DEFAULT_CHARACTER_SET_NAME AS encoding,
       s.DEFAULT_COLLATION_NAME AS collation,
       CASE WHEN @@GLOBAL.log_bin THEN 'Full' ELSE 'Simple' END AS recovery_model,
       CASE
           WHEN EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES AS p WHERE p.PRIVILEGE_TYPE = 'PROCESS')
               THEN COALESCE(l.connections, 0)
       END AS connections
FROM information_schema.SCHEMATA AS s
LEFT JOIN (
    SELECT TABLE_SCHEMA, SUM(DATA_LENGTH + INDEX_LENGTH) AS size_bytes
    FROM information_schema.TABLES
    GROUP BY TABLE_SCHEMA
) AS t ON t.TABLE_SCHEMA = s.SCHEMA_NAME
LEFT JOIN (
    SELECT DB, COUNT(*) AS connections
    FROM information_schema.PROCESSLIST
    GROUP BY DB
) AS l ON l.DB = s.SCHEMA_NAME
WHERE @include_system
   OR s.SCHEMA_NAME NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')
ORDER BY s.SCHEMA_NAME
