-- what a schema archive made by this login lacks · PostgreSQL 14+
-- reads   : pg_subscription, pg_user_mappings, pg_roles
-- needs   : nothing
-- columns : kind, name, reason
SELECT 'subscription' AS kind, s.subname::text AS name, 'only a superuser can read subscriptions' AS reason
FROM pg_catalog.pg_subscription s
JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
WHERE d.datname = pg_catalog.current_database() AND NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user)
UNION ALL
SELECT 'user mapping', format('%s on %s', m.usename, m.srvname), 'this login may not see its options'
FROM pg_catalog.pg_user_mappings m
WHERE m.umoptions IS NULL AND NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user)
ORDER BY 1, 2
