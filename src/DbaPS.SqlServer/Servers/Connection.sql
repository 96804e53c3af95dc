-- connection · SQL Server
-- reads   : sys.dm_exec_connections
-- needs   : VIEW SERVER STATE (2022 and later: VIEW SERVER SECURITY STATE) to show how the session is encrypted
-- params  :
-- columns : encrypted, transport, authentication
SELECT c.encrypt_option AS encrypted,
       c.net_transport AS transport,
       c.auth_scheme AS authentication
FROM sys.dm_exec_connections AS c
WHERE c.session_id = @@SPID
