-- login · MySQL
-- reads   : performance_schema.session_status
-- needs   :
-- params  :
-- columns : tls, cipher
SELECT (SELECT NULLIF(VARIABLE_VALUE, '') FROM performance_schema.session_status WHERE VARIABLE_NAME = 'Ssl_version') AS tls,
       (SELECT NULLIF(VARIABLE_VALUE, '') FROM performance_schema.session_status WHERE VARIABLE_NAME = 'Ssl_cipher') AS cipher
