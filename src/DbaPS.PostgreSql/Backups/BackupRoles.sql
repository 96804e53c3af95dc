-- roles the database needs · PostgreSQL 14+
-- reads   : pg_roles, pg_shdepend, pg_auth_members, pg_db_role_setting, pg_shdescription
-- needs   : nothing
-- columns : name, attributes, connection_limit, valid_until, comment
WITH RECURSIVE needed (oid) AS (
    SELECT s.refobjid
    FROM pg_catalog.pg_shdepend s
    JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()
    WHERE s.refclassid = 'pg_catalog.pg_authid'::regclass
      AND (s.dbid = d.oid OR (s.dbid = 0 AND s.classid = 'pg_catalog.pg_database'::regclass AND s.objid = d.oid))
    UNION
    SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.oid = 10
    UNION
    SELECT d.datdba FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
    UNION
    SELECT s.setrole
    FROM pg_catalog.pg_db_role_setting s
    JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
    WHERE d.datname = pg_catalog.current_database() AND s.setrole <> 0
    UNION
    SELECT p.roleid
    FROM pg_catalog.pg_policy o CROSS JOIN LATERAL unnest(o.polroles) p (roleid)
    WHERE p.roleid <> 0
    UNION
    SELECT m.roleid FROM needed n JOIN pg_catalog.pg_auth_members m ON m.member = n.oid
)
SELECT r.rolname AS name,
       array_remove(ARRAY[
           CASE WHEN r.rolsuper THEN 'SUPERUSER' END, CASE WHEN r.rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END,
           CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END, CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
           CASE WHEN r.rolcanlogin THEN 'LOGIN' END, CASE WHEN r.rolreplication THEN 'REPLICATION' END,
           CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END], NULL) AS attributes,
       nullif(r.rolconnlimit, -1) AS connection_limit, r.rolvaliduntil::text AS valid_until,
       pg_catalog.shobj_description(r.oid, 'pg_authid') AS comment
FROM pg_catalog.pg_roles r
WHERE r.oid IN (SELECT oid FROM needed) AND (r.rolname !~ '^pg_' OR r.oid = 10)
ORDER BY r.rolname
