-- identity · PostgreSQL
-- reads   : (settings)
-- needs   :
-- params  :
-- columns : version_number, version, login
SELECT pg_catalog.current_setting('server_version_num')::int4 AS version_number,
       pg_catalog.current_setting('server_version') AS version,
       current_user::text AS login
