-- identity · SQL Server
-- reads   :
-- needs   :
-- params  :
-- columns : version, engine_edition, login, database
SELECT CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')) AS version,
       CONVERT(int, SERVERPROPERTY('EngineEdition')) AS engine_edition,
       ORIGINAL_LOGIN() AS login,
       DB_NAME() AS [database]
