-- login · PostgreSQL 16+
-- reads   : pg_stat_ssl
-- needs   :
-- params  :
-- columns : method, tls, cipher
SELECT pg_catalog.split_part(SYSTEM_USER, ':', 1) AS method,
       (SELECT s.version FROM pg_catalog.pg_stat_ssl AS s WHERE s.pid = pg_catalog.pg_backend_pid() AND s.ssl) AS tls,
       (SELECT s.cipher FROM pg_catalog.pg_stat_ssl AS s WHERE s.pid = pg_catalog.pg_backend_pid() AND s.ssl) AS cipher
