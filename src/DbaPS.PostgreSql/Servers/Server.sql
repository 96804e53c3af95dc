-- server · PostgreSQL
-- reads   : pg_settings, pg_stat_replication, pg_stat_ssl
-- needs   :
-- params  :
-- columns : edition, platform, role, started_at, host, tls
SELECT (pg_catalog.regexp_match(pg_catalog.current_setting('server_version'), '\((.*)\)'))[1] AS edition,
       CASE
           WHEN EXISTS (SELECT FROM pg_catalog.pg_settings WHERE name LIKE 'rds.%') THEN 'AmazonRds'
           WHEN EXISTS (SELECT FROM pg_catalog.pg_settings WHERE name LIKE 'azure.%') THEN 'AzureFlexible'
           WHEN EXISTS (SELECT FROM pg_catalog.pg_settings WHERE name LIKE 'cloudsql.%') THEN 'CloudSql'
           ELSE 'SelfManaged'
       END AS platform,
       CASE
           WHEN pg_catalog.pg_is_in_recovery() THEN 'Standby'
           WHEN EXISTS (SELECT FROM pg_catalog.pg_stat_replication) THEN 'Primary'
           ELSE 'Standalone'
       END AS role,
       pg_catalog.pg_postmaster_start_time() AS started_at,
       pg_catalog.host(pg_catalog.inet_server_addr()) AS host,
       (SELECT version FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid() AND ssl) AS tls
