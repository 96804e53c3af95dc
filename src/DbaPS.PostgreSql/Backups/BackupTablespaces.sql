-- tablespaces the database uses · PostgreSQL 14+
-- reads   : pg_tablespace, pg_class, pg_database
-- needs   : nothing
-- columns : name, owner, location, options, privileges, comment
SELECT t.spcname AS name, pg_catalog.pg_get_userbyid(t.spcowner) AS owner, nullif(pg_catalog.pg_tablespace_location(t.oid), '') AS location,
       t.spcoptions AS options, t.spcacl::text AS privileges, pg_catalog.shobj_description(t.oid, 'pg_tablespace') AS comment
FROM pg_catalog.pg_tablespace t
WHERE t.spcname NOT IN ('pg_default', 'pg_global')
  AND (EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.reltablespace = t.oid)
       OR EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database() AND d.dattablespace = t.oid))
ORDER BY 1
