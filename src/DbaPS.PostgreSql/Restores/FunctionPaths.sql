-- functions that find the names in their bodies by the session's search_path · PostgreSQL 14+
-- reads   : pg_proc, pg_namespace, pg_language, pg_depend
-- needs   : nothing
-- params  : @path text[]
-- columns : routine, path
WITH places AS (
    SELECT n.oid, n.nspname, coalesce(array_position(@path, n.nspname::text), 100000) AS place
    FROM pg_catalog.pg_namespace n
    WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
)
SELECT format('%I.%I(%s)', s.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid)) AS routine,
       -- As sessions find them at the source; then its own schema, then any other: those only turn an error into an answer.
       ARRAY(SELECT o.nspname::text FROM places o ORDER BY o.place, o.oid <> s.oid, o.nspname) AS path
FROM pg_catalog.pg_proc p
JOIN places s ON s.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE p.prokind IN ('f', 'p') AND l.lanname NOT IN ('c', 'internal') AND (to_jsonb(p) ->> 'prosqlbody') IS NULL
  AND NOT EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c ILIKE 'search_path=%')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY p.oid
