-- about how many bytes the tables' rows take, without waiting for a lock · PostgreSQL 14+
-- reads   : pg_class, pg_namespace
-- needs   : nothing
-- columns : bytes, tables, in_recovery, is_superuser
SELECT greatest(0, pg_catalog.pg_database_size(pg_catalog.current_database())
           - coalesce(sum(greatest(c.relpages, 0)::int8) FILTER (WHERE c.relkind = 'i' OR n.nspname = 'pg_catalog' OR c.oid < 16384), 0)
             * pg_catalog.current_setting('block_size')::int8) AS bytes,
       count(*) FILTER (WHERE c.relkind = 'r' AND c.relpersistence <> 't'
           AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_|toast_temp_)') AS tables,
       pg_catalog.pg_is_in_recovery() AS in_recovery,
       (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user) AS is_superuser
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
