-- accounts · MariaDB
-- reads   : mysql.global_priv
-- needs   : SELECT on mysql.global_priv
-- params  : @user text, @host text
-- columns : plugin, hash, locked, is_role
SELECT COALESCE(JSON_VALUE(Priv, '$.plugin'), 'mysql_native_password') AS plugin,
       HEX(JSON_VALUE(Priv, '$.authentication_string')) AS hash,
       COALESCE(JSON_VALUE(Priv, '$.account_locked') IN ('1', 'true'), FALSE) AS locked,
       COALESCE(JSON_VALUE(Priv, '$.is_role') IN ('1', 'true'), FALSE) AS is_role
FROM mysql.global_priv
WHERE User = @user AND Host = @host
