-- identity · PostgreSQL
-- reads   : (settings)
-- needs   :
-- params  :
-- columns : version_number, version, login, standby, read_only
SELECT pg_catalog.current_setting('server_version_num')::int4 AS version_number,
       pg_catalog.current_setting('server_version') AS version,
       current_user::text AS login,
       pg_catalog.pg_is_in_recovery() AS standby,
       pg_catalog.current_setting('transaction_read_only')::bool AS read_only
