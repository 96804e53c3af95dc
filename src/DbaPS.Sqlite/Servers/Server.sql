-- server · SQLite 3.37+
-- reads   :
-- needs   :
-- params  :
-- columns : edition, platform, role, started_at, host, tls
SELECT NULL AS edition,
       'Embedded' AS platform,
       'Standalone' AS role,
       NULL AS started_at,
       NULL AS host,
       NULL AS tls
