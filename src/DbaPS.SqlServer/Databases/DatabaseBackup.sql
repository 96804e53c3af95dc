-- database-backup · SQL Server
-- reads   : msdb.dbo.backupset
-- needs   : SELECT on msdb.dbo.backupset to show the last backup
-- params  :
-- columns : name, last_backup
SELECT s.database_name AS name,
       SWITCHOFFSET(TODATETIMEOFFSET(MAX(s.backup_finish_date), DATEPART(TZOFFSET, SYSDATETIMEOFFSET())), 0) AS last_backup
FROM msdb.dbo.backupset AS s
WHERE s.type IN ('D', 'I')
GROUP BY s.database_name
