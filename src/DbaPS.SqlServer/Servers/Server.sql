-- server · SQL Server
-- reads   : sys.databases
-- needs   :
-- params  :
-- columns : edition, update_level, platform, role, started_at, host, instance
SELECT CONVERT(nvarchar(128), SERVERPROPERTY('Edition')) AS edition,
       CONVERT(nvarchar(128), SERVERPROPERTY('ProductUpdateLevel')) AS update_level,
       CASE
           WHEN CONVERT(int, SERVERPROPERTY('EngineEdition')) = 5 THEN 'AzureSqlDatabase'
           WHEN CONVERT(int, SERVERPROPERTY('EngineEdition')) = 8 THEN 'AzureManagedInstance'
           WHEN CONVERT(int, SERVERPROPERTY('EngineEdition')) IN (6, 11) THEN 'AzureSynapse'
           WHEN CONVERT(int, SERVERPROPERTY('EngineEdition')) = 9 THEN 'AzureSqlEdge'
           WHEN DB_ID('rdsadmin') IS NOT NULL THEN 'AmazonRds'
           ELSE 'SelfManaged'
       END AS platform,
       CASE
           WHEN CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Updateability')) = N'READ_ONLY'
                AND (SELECT own.is_read_only FROM sys.databases AS own WHERE own.database_id = DB_ID()) = 0 THEN 'Standby'
           WHEN CONVERT(int, SERVERPROPERTY('IsHadrEnabled')) = 1 THEN 'Primary'
           ELSE 'Standalone'
       END AS role,
       -- tempdb is made anew at every start. Azure SQL Database shows none.
       (
           SELECT SWITCHOFFSET(TODATETIMEOFFSET(temporary.create_date, DATEPART(TZOFFSET, SYSDATETIMEOFFSET())), 0)
           FROM sys.databases AS temporary WHERE temporary.database_id = 2
       ) AS started_at,
       CONVERT(nvarchar(128), SERVERPROPERTY('MachineName')) AS host,
       CONVERT(nvarchar(128), SERVERPROPERTY('InstanceName')) AS instance
