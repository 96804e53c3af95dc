-- taken names · PostgreSQL
-- reads   : pg_class, pg_namespace
-- needs   :
-- params  : @names text[]
-- columns : schema, name, kind
SELECT n.nspname::text AS schema,
       c.relname::text AS name,
       CASE c.relkind
           WHEN 'r' THEN 'a table' WHEN 'p' THEN 'a partitioned table' WHEN 'i' THEN 'an index' WHEN 'I' THEN 'a partitioned index'
           WHEN 'S' THEN 'a sequence' WHEN 'v' THEN 'a view' WHEN 'm' THEN 'a materialized view' WHEN 'c' THEN 'a type' ELSE 'a foreign table'
       END AS kind
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relname = ANY (@names)
