-- account · MySQL and MariaDB
-- reads   : mysql.user
-- needs   : SELECT on mysql.user
-- params  : @user text, @host text
-- columns : found
SELECT COUNT(*) > 0 AS found
FROM mysql.user
WHERE User = @user AND Host = @host
