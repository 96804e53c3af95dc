-- server · MySQL
-- reads   : performance_schema.global_status, performance_schema.session_status, information_schema.PROCESSLIST
-- needs   : SELECT on performance_schema; PROCESS to see replicas
-- params  :
-- columns : edition, platform, role, started_at, host, tls
SELECT @@GLOBAL.version_comment AS edition,
       CASE
           WHEN @@GLOBAL.basedir LIKE '/rdsdbbin/%' THEN 'AmazonRds'
           WHEN VERSION() LIKE '%-google%' THEN 'CloudSql'
           WHEN @@GLOBAL.version_comment LIKE '%Azure%' THEN 'AzureFlexible'
           ELSE 'SelfManaged'
       END AS platform,
       CASE
           WHEN EXISTS (SELECT 1 FROM information_schema.PROCESSLIST WHERE USER = 'system user' AND COMMAND IN ('Connect', 'Query')) THEN 'Standby'
           WHEN EXISTS (SELECT 1 FROM information_schema.PROCESSLIST WHERE COMMAND LIKE 'Binlog Dump%') THEN 'Primary'
           ELSE 'Standalone'
       END AS role,
       DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL (SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM performance_schema.global_status WHERE VARIABLE_NAME = 'Uptime') SECOND, '%Y-%m-%dT%H:%i:%sZ') AS started_at,
       @@GLOBAL.hostname AS host,
       (SELECT NULLIF(VARIABLE_VALUE, '') FROM performance_schema.session_status WHERE VARIABLE_NAME = 'Ssl_version') AS tls
