-- grantees · MySQL and MariaDB
-- reads   : mysql.db, mysql.tables_priv, mysql.procs_priv
-- needs   : SELECT on mysql.db, mysql.tables_priv and mysql.procs_priv
-- params  : @database text, @escaped text
-- columns : user, host
SELECT User AS user, Host AS host FROM mysql.db WHERE Db IN (@database, @escaped)
UNION
SELECT User, Host FROM mysql.tables_priv WHERE Db = @database
UNION
SELECT User, Host FROM mysql.procs_priv WHERE Db = @database
ORDER BY user, host
