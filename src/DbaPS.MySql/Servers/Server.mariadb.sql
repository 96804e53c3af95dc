-- server · MariaDB
-- reads   : information_schema.GLOBAL_STATUS, information_schema.SESSION_STATUS, information_schema.PROCESSLIST
-- needs   : PROCESS to see replicas
-- params  :
-- columns : edition, platform, role, started_at, host, tls
SELECT @@GLOBAL.version_comment AS edition,
       CASE
           WHEN @@GLOBAL.basedir LIKE '/rdsdbbin/%' THEN 'AmazonRds'
           WHEN @@GLOBAL.version_comment LIKE '%Azure%' THEN 'AzureFlexible'
           ELSE 'SelfManaged'
       END AS platform,
       CASE
           WHEN EXISTS (SELECT 1 FROM information_schema.PROCESSLIST WHERE COMMAND LIKE 'Slave%') THEN 'Standby'
           WHEN EXISTS (SELECT 1 FROM information_schema.PROCESSLIST WHERE COMMAND LIKE 'Binlog Dump%') THEN 'Primary'
           ELSE 'Standalone'
       END AS role,
       DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL (SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'UPTIME') SECOND, '%Y-%m-%dT%H:%i:%sZ') AS started_at,
       @@GLOBAL.hostname AS host,
       (SELECT NULLIF(VARIABLE_VALUE, '') FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'SSL_VERSION') AS tls
