-- prerequisites · PostgreSQL 14+
-- reads   : pg_extension, pg_namespace, pg_available_extensions, pg_settings
-- needs   :
-- params  :
-- columns : schema, extension_version, available_version, loaded, preloaded_libraries, query_ids, track, reads_all
SELECT n.nspname::text AS schema,
       e.extversion AS extension_version,
       available.default_version AS available_version,
       -- The library defines its settings when the server loads it; the list of libraries itself is for superusers only.
       EXISTS (SELECT FROM pg_catalog.pg_settings WHERE name = 'pg_stat_statements.max') AS loaded,
       (SELECT setting FROM pg_catalog.pg_settings WHERE name = 'shared_preload_libraries') AS preloaded_libraries,
       pg_catalog.current_setting('compute_query_id') AS query_ids,
       pg_catalog.current_setting('pg_stat_statements.track', true) AS track,
       pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') AS reads_all
FROM (VALUES (1)) AS one (row)
LEFT JOIN pg_catalog.pg_extension AS e ON e.extname = 'pg_stat_statements'
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
LEFT JOIN pg_catalog.pg_available_extensions AS available ON available.name = 'pg_stat_statements'
