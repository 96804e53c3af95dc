-- backup-facts · SQL Server
-- reads   : sys.databases, sys.database_files, sys.tables
-- needs   :
-- params  :
-- columns : may_back_up, snapshot_on, recovery_model, collation, compatibility_level, owner, backup_folder, size_bytes, tables
SELECT HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'BACKUP DATABASE') AS may_back_up,
       CASE WHEN d.snapshot_isolation_state = 1 THEN 1 ELSE 0 END AS snapshot_on,
       d.recovery_model_desc AS recovery_model,
       d.collation_name AS collation,
       d.compatibility_level AS compatibility_level,
       SUSER_SNAME(d.owner_sid) AS owner,
       -- Known from 2019 on; before it a bare file name goes to the same folder.
       CONVERT(nvarchar(4000), SERVERPROPERTY('InstanceDefaultBackupPath')) AS backup_folder,
       (SELECT SUM(CONVERT(bigint, f.size)) FROM sys.database_files AS f WHERE f.type = 0) * 8192 AS size_bytes,
       (SELECT COUNT_BIG(*) FROM sys.tables AS t WHERE t.is_ms_shipped = 0) AS tables
FROM sys.databases AS d
WHERE d.database_id = DB_ID()
