-- database · PostgreSQL
-- reads   : pg_database, pg_stat_database
-- needs   : CONNECT on a database or role pg_read_all_stats for its size
-- params  : @include_system bool
-- columns : name, owner, size_bytes, state, encoding, collation, recovery_model, connections
SELECT d.datname::text AS name,
       pg_catalog.pg_get_userbyid(d.datdba)::text AS owner,
       CASE
           WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT') OR pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')
               THEN pg_catalog.pg_database_size(d.oid)
       END AS size_bytes,
       CASE
           WHEN d.datconnlimit = -2 THEN 'Invalid'
           WHEN d.datistemplate THEN 'Template'
           WHEN NOT d.datallowconn THEN 'NoConnections'
           ELSE 'Online'
       END AS state,
       pg_catalog.pg_encoding_to_char(d.encoding)::text AS encoding,
       -- The column of the ICU or built-in locale has another name in each of 15 and 17, and none in 14.
       COALESCE(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale', d.datcollate::text) AS collation,
       CASE WHEN pg_catalog.current_setting('archive_mode') = 'off' THEN 'Simple' ELSE 'Full' END AS recovery_model,
       s.numbackends::int8 AS connections
FROM pg_catalog.pg_database AS d
LEFT JOIN pg_catalog.pg_stat_database AS s ON s.datid = d.oid
WHERE @include_system
   OR NOT (d.datistemplate OR d.datname IN ('rdsadmin', 'azure_maintenance', 'azure_sys', 'cloudsqladmin'))
ORDER BY d.datname
