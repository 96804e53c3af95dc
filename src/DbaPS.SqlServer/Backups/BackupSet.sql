-- backup-set · SQL Server, Managed Instance
-- reads   : msdb.dbo.backupset, msdb.dbo.backupmediafamily
-- needs   : SELECT on msdb.dbo.backupset and msdb.dbo.backupmediafamily
-- params  : @name nvarchar, @database nvarchar
-- columns : set_id, set_uuid, database, server, type, started_at, finished_at, first_lsn, last_lsn, checkpoint_lsn, database_backup_lsn, family, fork, path, position, size_bytes,
--           raw_bytes, has_checksums, is_copy_only, is_damaged, is_encrypted, software_major, software_minor, software_build, login, title
SELECT s.backup_set_id AS set_id,
       CONVERT(nvarchar(36), s.backup_set_uuid) AS set_uuid,
       s.database_name AS [database],
       s.server_name AS server,
       s.type AS type,
       SWITCHOFFSET(TODATETIMEOFFSET(s.backup_start_date, DATEPART(TZOFFSET, SYSDATETIMEOFFSET())), 0) AS started_at,
       SWITCHOFFSET(TODATETIMEOFFSET(s.backup_finish_date, DATEPART(TZOFFSET, SYSDATETIMEOFFSET())), 0) AS finished_at,
       CONVERT(varchar(25), s.first_lsn) AS first_lsn,
       CONVERT(varchar(25), s.last_lsn) AS last_lsn,
       CONVERT(varchar(25), s.checkpoint_lsn) AS checkpoint_lsn,
       CONVERT(varchar(25), s.database_backup_lsn) AS database_backup_lsn,
       CONVERT(nvarchar(36), s.family_guid) AS family,
       CONVERT(nvarchar(36), s.last_recovery_fork_guid) AS fork,
       m.physical_device_name AS path,
       s.position AS position,
       CONVERT(bigint, s.compressed_backup_size) AS size_bytes,
       CONVERT(bigint, s.backup_size) AS raw_bytes,
       s.has_backup_checksums AS has_checksums,
       s.is_copy_only AS is_copy_only,
       s.is_damaged AS is_damaged,
       CASE WHEN s.key_algorithm IS NULL OR s.key_algorithm = N'NO_Encryption' THEN 0 ELSE 1 END AS is_encrypted,
       s.software_major_version AS software_major,
       s.software_minor_version AS software_minor,
       s.software_build_version AS software_build,
       s.user_name AS login,
       s.name AS title
FROM msdb.dbo.backupset AS s
JOIN msdb.dbo.backupmediafamily AS m ON m.media_set_id = s.media_set_id
WHERE (@name IS NULL OR s.name = @name) AND (@database IS NULL OR s.database_name = @database)
ORDER BY s.backup_finish_date, s.backup_set_id, m.family_sequence_number
