-- restore-facts · PostgreSQL 14+
-- reads   : pg_roles, pg_auth_members, pg_database, pg_shdescription, pg_stat_activity, pg_available_extension_versions, pg_tablespace, pg_collation, pg_settings
-- needs   : nothing but the login
-- params  : @target text
-- columns : can_create, is_superuser, can_make_roles, target_exists, target_is_template, target_sessions, roles, own_roles,
--           members, groups, extensions, superuser_extensions, tablespaces, leftovers, retired, libc_locales, has_icu, has_lz4, login
SELECT
    (SELECT r.rolcreatedb OR r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user) AS can_create,
    (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user) AS is_superuser,
    (SELECT r.rolcreaterole OR r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user) AS can_make_roles,
    EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datname = @target) AS target_exists,
    EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datname = @target AND d.datistemplate) AS target_is_template,
    (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity a WHERE a.datname = @target) AS target_sessions,
    ARRAY(SELECT r.rolname::text FROM pg_catalog.pg_roles r) AS roles,
    -- Those this login may give objects to.
    ARRAY(SELECT r.rolname::text FROM pg_catalog.pg_roles r
          WHERE pg_catalog.pg_has_role(r.oid, CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)) AS own_roles,
    ARRAY(SELECT (SELECT r.rolname::text FROM pg_catalog.pg_roles r WHERE r.oid = m.member) FROM pg_catalog.pg_auth_members m ORDER BY m.member, m.roleid) AS members,
    ARRAY(SELECT (SELECT r.rolname::text FROM pg_catalog.pg_roles r WHERE r.oid = m.roleid) FROM pg_catalog.pg_auth_members m ORDER BY m.member, m.roleid) AS groups,
    ARRAY(SELECT DISTINCT e.name::text FROM pg_catalog.pg_available_extension_versions e) AS extensions,
    ARRAY(SELECT e.name::text FROM pg_catalog.pg_available_extension_versions e GROUP BY e.name HAVING bool_and(e.superuser AND NOT e.trusted)) AS superuser_extensions,
    ARRAY(SELECT t.spcname::text FROM pg_catalog.pg_tablespace t) AS tablespaces,
    -- Where a restore runs, it has sessions there.
    ARRAY(SELECT d.datname::text FROM pg_catalog.pg_database d
          WHERE d.datname ~ '_restoring_[0-9a-f]{8}$' AND coalesce(pg_catalog.shobj_description(d.oid, 'pg_database'), 'DbaPS') LIKE '%DbaPS%'
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)) AS leftovers,
    ARRAY(SELECT d.datname::text FROM pg_catalog.pg_database d WHERE d.datname ~ '_replaced_[0-9a-f]{8}$') AS retired,
    ARRAY(SELECT DISTINCT c.collcollate::text FROM pg_catalog.pg_collation c WHERE c.collprovider = 'c' AND c.collcollate IS NOT NULL
          UNION SELECT d.datcollate::text FROM pg_catalog.pg_database d UNION SELECT d.datctype::text FROM pg_catalog.pg_database d) AS libc_locales,
    EXISTS (SELECT FROM pg_catalog.pg_collation c WHERE c.collprovider = 'i') AS has_icu,
    EXISTS (SELECT FROM pg_catalog.pg_settings s WHERE s.name = 'default_toast_compression' AND 'lz4' = ANY (s.enumvals)) AS has_lz4,
    current_user::text AS login
