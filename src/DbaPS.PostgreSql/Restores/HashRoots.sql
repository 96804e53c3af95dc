-- hash-roots · PostgreSQL 14+
-- reads   : pg_class, pg_namespace, pg_partitioned_table, pg_opclass
-- needs   : nothing
-- params  :
-- columns : schema, name, root_schema, root_name

-- An enum's hash goes by its values' object ids, which are others in every database: rows of such partitions find their place anew.
SELECT n.nspname AS schema, c.relname AS name, rn.nspname AS root_schema, r.relname AS root_name
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class r ON r.oid = pg_catalog.pg_partition_root(c.oid)
JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
WHERE c.relispartition AND c.relkind = 'r'
  AND EXISTS (
      SELECT FROM pg_catalog.pg_partition_ancestors(c.oid) a (oid)
      JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = a.oid
      JOIN pg_catalog.pg_opclass o ON o.oid = ANY (p.partclass)
      WHERE p.partstrat = 'h' AND o.opcintype IN ('anyenum'::pg_catalog.regtype, 'anyarray'::pg_catalog.regtype, 'record'::pg_catalog.regtype, 'anyrange'::pg_catalog.regtype))
ORDER BY 1, 2
