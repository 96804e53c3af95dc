-- settings bound to the database and to roles · PostgreSQL 14+
-- reads   : pg_db_role_setting, pg_database, pg_roles
-- needs   : nothing
-- columns : role, in_database, name, value
SELECT r.rolname AS role, s.setdatabase <> 0 AS in_database, split_part(c.setting, '=', 1) AS name,
       substr(c.setting, strpos(c.setting, '=') + 1) AS value
FROM pg_catalog.pg_db_role_setting s
LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
CROSS JOIN LATERAL unnest(s.setconfig) WITH ORDINALITY c (setting, place)
WHERE s.setdatabase = 0 OR s.setdatabase = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
ORDER BY s.setdatabase, r.rolname NULLS FIRST, c.place
