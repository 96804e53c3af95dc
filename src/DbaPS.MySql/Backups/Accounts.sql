-- accounts · MySQL
-- reads   : mysql.user
-- needs   : SELECT on mysql.user
-- params  : @user text, @host text
-- columns : plugin, hash, locked, is_role
SELECT plugin,
       HEX(authentication_string) AS hash,
       account_locked = 'Y' AS locked,
       FALSE AS is_role
FROM mysql.user
WHERE User = @user AND Host = @host
