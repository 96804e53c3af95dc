-- database · SQL Server
-- reads   : sys.databases
-- needs   :
-- params  : @include_system bit
-- columns : name, owner, state, collation, recovery_model, created_at
SELECT d.name AS name,
       SUSER_SNAME(d.owner_sid) AS owner,
       CASE
           WHEN d.state_desc = N'ONLINE' AND d.is_in_standby = 1 THEN N'Standby'
           ELSE UPPER(LEFT(d.state_desc, 1)) + LOWER(SUBSTRING(REPLACE(d.state_desc, N'_', N''), 2, 60))
       END AS state,
       d.collation_name AS collation,
       CASE d.recovery_model_desc WHEN N'FULL' THEN N'Full' WHEN N'BULK_LOGGED' THEN N'BulkLogged' ELSE N'Simple' END AS recovery_model,
       SWITCHOFFSET(TODATETIMEOFFSET(d.create_date, DATEPART(TZOFFSET, SYSDATETIMEOFFSET())), 0) AS created_at
FROM sys.databases AS d
WHERE @include_system = 1 OR (d.database_id > 4 AND d.name NOT IN (N'rdsadmin', N'distribution', N'SSISDB') OR d.name = DB_NAME() AND d.database_id > 4)
   OR CONVERT(int, SERVERPROPERTY('EngineEdition')) = 5 AND d.name <> N'master'
ORDER BY d.name
