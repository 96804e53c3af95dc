-- login · MariaDB
-- reads   : information_schema.SESSION_STATUS
-- needs   :
-- params  :
-- columns : tls, cipher
SELECT (SELECT NULLIF(VARIABLE_VALUE, '') FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'SSL_VERSION') AS tls,
       (SELECT NULLIF(VARIABLE_VALUE, '') FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'SSL_CIPHER') AS cipher
