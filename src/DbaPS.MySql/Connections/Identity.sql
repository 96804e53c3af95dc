-- identity · MySQL and MariaDB
-- reads   : (settings)
-- needs   :
-- params  :
-- columns : version, comment, sql_mode, login
SELECT VERSION() AS version,
       @@GLOBAL.version_comment AS comment,
       @@GLOBAL.sql_mode AS sql_mode,
       CURRENT_USER() AS login
