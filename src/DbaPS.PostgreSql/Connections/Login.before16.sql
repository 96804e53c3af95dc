-- login · PostgreSQL 14 to 15
-- reads   : pg_stat_ssl
-- needs   :
-- params  :
-- columns : method, tls, cipher
SELECT NULL::text AS method,
       (SELECT s.version FROM pg_catalog.pg_stat_ssl AS s WHERE s.pid = pg_catalog.pg_backend_pid() AND s.ssl) AS tls,
       (SELECT s.cipher FROM pg_catalog.pg_stat_ssl AS s WHERE s.pid = pg_catalog.pg_backend_pid() AND s.ssl) AS cipher
