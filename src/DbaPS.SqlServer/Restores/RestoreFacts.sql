-- restore-facts · SQL Server
-- reads   : sys.databases
-- needs   :
-- params  : @target nvarchar
-- columns : may_create, data_folder, log_folder, target_exists
SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE') AS may_create,
       CONVERT(nvarchar(4000), SERVERPROPERTY('InstanceDefaultDataPath')) AS data_folder,
       CONVERT(nvarchar(4000), SERVERPROPERTY('InstanceDefaultLogPath')) AS log_folder,
       (SELECT COUNT_BIG(*) FROM sys.databases AS d WHERE d.name = @target) AS target_exists
