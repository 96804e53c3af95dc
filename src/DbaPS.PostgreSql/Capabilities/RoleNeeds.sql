-- role needs · PostgreSQL 14+
-- reads   : pg_class, pg_namespace, pg_roles, pg_largeobject_metadata
-- needs   :
-- params  :
-- columns : kind, name
WITH relations AS (
    SELECT c.relowner, n.nspname, c.relrowsecurity
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
)
SELECT DISTINCT CASE WHEN o.rolsuper THEN 'superuser' ELSE 'owner' END AS kind, o.rolname::text AS name
FROM relations AS r
JOIN pg_catalog.pg_roles AS o ON o.oid = r.relowner
UNION
SELECT 'schema', r.nspname::text FROM relations AS r
UNION
SELECT 'rowsecurity', '' FROM relations AS r WHERE r.relrowsecurity
UNION
SELECT 'largeobject', '' WHERE EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata)
ORDER BY 1, 2
