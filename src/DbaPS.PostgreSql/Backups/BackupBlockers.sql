-- sessions that hold or await a lock on a table no backup can read beside · PostgreSQL 14+
-- reads   : pg_locks, pg_stat_activity, pg_class, pg_namespace
-- needs   : nothing
-- columns : blocker
SELECT format('%s.%s by process %s', n.nspname, c.relname, concat_ws(' ', coalesce(l.pid::text, '(prepared transaction)'), nullif(a.application_name, ''), 'of ' || a.usename)) AS blocker
FROM pg_catalog.pg_locks l
JOIN pg_catalog.pg_class c ON c.oid = l.relation
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND c.relkind IN ('r', 'p')
  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
ORDER BY l.granted DESC, l.waitstart
LIMIT 5
