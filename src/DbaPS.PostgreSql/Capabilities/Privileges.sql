-- privileges · PostgreSQL 14+
-- reads   : pg_roles, pg_class, pg_namespace, pg_database, pg_largeobject_metadata, pg_extension, pg_available_extensions
-- needs   :
-- params  :
-- columns : is_superuser, creates_databases, creates_roles, hidden_sizes, closed_schemas, unreadable_tables, unreadable_sequences, filtered_tables,
--           unreadable_large_objects, amcheck_available
WITH own AS (
    SELECT r.rolsuper, r.rolcreatedb, r.rolcreaterole FROM pg_catalog.pg_roles AS r WHERE r.rolname = CURRENT_USER
), user_schemas AS (
    SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
), relations AS (
    SELECT c.oid, c.relkind FROM pg_catalog.pg_class AS c JOIN user_schemas AS n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm', 'S')
)
SELECT own.rolsuper AS is_superuser,
       own.rolcreatedb OR own.rolsuper AS creates_databases,
       own.rolcreaterole OR own.rolsuper AS creates_roles,
       (
           SELECT pg_catalog.count(*) FROM pg_catalog.pg_database AS d
           WHERE NOT d.datistemplate AND NOT pg_catalog.has_database_privilege(d.oid, 'CONNECT') AND NOT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')
       ) AS hidden_sizes,
       (SELECT pg_catalog.count(*) FROM user_schemas AS n WHERE NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')) AS closed_schemas,
       (SELECT pg_catalog.count(*) FROM relations AS c WHERE c.relkind <> 'S' AND NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')) AS unreadable_tables,
       (SELECT pg_catalog.count(*) FROM relations AS c WHERE c.relkind = 'S' AND NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')) AS unreadable_sequences,
       (SELECT pg_catalog.count(*) FROM relations AS c WHERE c.relkind IN ('r', 'p') AND pg_catalog.row_security_active(c.oid)) AS filtered_tables,
       (
           SELECT pg_catalog.count(*) FROM pg_catalog.pg_largeobject_metadata AS l
           WHERE NOT own.rolsuper
             AND pg_catalog.current_setting('lo_compat_privileges') = 'off'
             AND NOT pg_catalog.pg_has_role(l.lomowner, 'USAGE')
             AND NOT EXISTS (
                 SELECT FROM pg_catalog.aclexplode(l.lomacl) AS a
                 WHERE a.privilege_type = 'SELECT' AND CASE WHEN a.grantee = 0 THEN true ELSE pg_catalog.pg_has_role(a.grantee, 'USAGE') END
             )
       ) AS unreadable_large_objects,
       EXISTS (SELECT FROM pg_catalog.pg_available_extensions AS e WHERE e.name = 'amcheck') AS amcheck_available
FROM own
