-- database-use · SQL Server
-- reads   : sys.dm_exec_sessions
-- needs   : VIEW SERVER STATE (2022 and later: VIEW SERVER PERFORMANCE STATE) to count sessions
-- params  :
-- columns : name, connections
SELECT DB_NAME(s.database_id) AS name,
       COUNT_BIG(*) AS connections
FROM sys.dm_exec_sessions AS s
WHERE s.is_user_process = 1
GROUP BY s.database_id
