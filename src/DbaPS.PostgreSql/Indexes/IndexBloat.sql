-- what a B-tree's size can be estimated from, one row for each of its columns · PostgreSQL
-- reads   : pg_index, pg_class, pg_namespace, pg_am, pg_attribute, pg_opclass, pg_amproc, pg_stats, pg_stat_all_tables
-- needs   : ANALYZE run; SELECT on the columns
-- params  :
-- columns : schema, index, size_bytes, block_size, entries, fill_factor, deduplicates, width, null_fraction, distinct_values, length, alignment
WITH known AS MATERIALIZED (
    SELECT s.schemaname, s.tablename, s.attname, s.avg_width, s.null_frac, s.n_distinct
    FROM pg_catalog.pg_stats AS s
    WHERE NOT s.inherited
)
SELECT n.nspname::text AS schema,
       x.relname::text AS index,
       pg_catalog.pg_relation_size(x.oid) AS size_bytes,
       pg_catalog.current_setting('block_size')::int4 AS block_size,
       x.reltuples::float8 AS entries,
       COALESCE((SELECT o.option_value::int4 FROM pg_catalog.pg_options_to_table(x.reloptions) AS o WHERE o.option_name = 'fillfactor'), 90) AS fill_factor,
       NOT i.indisunique AND i.indnatts = i.indnkeyatts
           AND COALESCE((SELECT o.option_value::bool FROM pg_catalog.pg_options_to_table(x.reloptions) AS o WHERE o.option_name = 'deduplicate_items'), true)
           -- Support function 4 says that equal values look alike.
           AND NOT EXISTS (
               SELECT
               FROM pg_catalog.pg_opclass AS c
               WHERE c.oid = ANY (i.indclass::pg_catalog.oid[])
                 AND NOT EXISTS (SELECT FROM pg_catalog.pg_amproc AS p WHERE p.amprocfamily = c.opcfamily AND p.amproclefttype = c.opcintype AND p.amprocnum = 4)
           ) AS deduplicates,
       k.avg_width AS width,
       k.null_frac::float8 AS null_fraction,
       CASE WHEN k.n_distinct < 0 THEN -k.n_distinct * t.reltuples ELSE k.n_distinct END::float8 AS distinct_values,
       a.attlen::int4 AS length,
       a.attalign::text AS alignment
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid AND x.relkind = 'i'
JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = x.relnamespace
JOIN pg_catalog.pg_am AS am ON am.oid = x.relam AND am.amname = 'btree'
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = x.oid
LEFT JOIN pg_catalog.pg_stat_all_tables AS w ON w.relid = t.oid
LEFT JOIN pg_catalog.pg_attribute AS h ON h.attrelid = t.oid AND h.attnum = i.indkey[a.attnum - 1] AND h.attnum <> 0
-- A column that is an expression has statistics of its own, under the index's name.
LEFT JOIN known AS k ON k.schemaname = n.nspname AND k.tablename = CASE WHEN h.attnum IS NULL THEN x.relname ELSE t.relname END AND k.attname = COALESCE(h.attname, a.attname)
-- A table that nobody has counted yet has -1 rows; its index may say 0, as on 14.
WHERE t.reltuples >= 0 AND x.reltuples >= 0 AND COALESCE(w.n_mod_since_analyze, 0) <= GREATEST(t.reltuples, 1000) / 5
ORDER BY x.oid, a.attnum
