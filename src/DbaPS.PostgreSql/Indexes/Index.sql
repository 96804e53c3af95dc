-- index · PostgreSQL
-- reads   : pg_index, pg_class, pg_namespace, pg_am, pg_attribute, pg_opclass, pg_collation, pg_constraint, pg_stat_all_indexes,
--           pg_stat_all_tables, pg_stat_database
-- needs   :
-- params  : @include_system bool
-- columns : schema, table, index, columns, include, predicate, method, is_unique, is_primary, is_constraint, is_valid, size_bytes, scans,
--           last_used, writes, stats_since, create_sql
SELECT n.nspname::text AS schema,
       t.relname::text AS "table",
       x.relname::text AS index,
       ARRAY(
           SELECT pg_catalog.pg_get_indexdef(i.indexrelid, k.number, true)
               || CASE
                      WHEN col.collname IS NULL THEN ''
                      WHEN a.attnum IS NULL AND i.indcollation[k.number - 1] <> 'pg_catalog."default"'::pg_catalog.regcollation
                          OR a.attcollation <> i.indcollation[k.number - 1]
                          THEN ' COLLATE ' || pg_catalog.quote_ident(col.collname)
                      ELSE ''
                  END
               || CASE WHEN opc.opcdefault AND own.attoptions IS NULL THEN '' ELSE ' ' || pg_catalog.quote_ident(opc.opcname) END
               || COALESCE('(' || pg_catalog.array_to_string(own.attoptions, ', ') || ')', '')
               -- Bit 0 is descending, bit 1 nulls first; each direction has its own default.
               || CASE
                      WHEN NOT pg_catalog.pg_indexam_has_property(am.oid, 'can_order') THEN ''
                      WHEN i.indoption[k.number - 1] & 3 = 1 THEN ' DESC NULLS LAST'
                      WHEN i.indoption[k.number - 1] & 3 = 2 THEN ' NULLS FIRST'
                      WHEN i.indoption[k.number - 1] & 3 = 3 THEN ' DESC'
                      ELSE ''
                  END
           FROM pg_catalog.generate_series(1, i.indnkeyatts::int4) AS k (number)
           JOIN pg_catalog.pg_opclass AS opc ON opc.oid = i.indclass[k.number - 1]
           JOIN pg_catalog.pg_attribute AS own ON own.attrelid = i.indexrelid AND own.attnum = k.number
           LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.number - 1] AND a.attnum <> 0
           LEFT JOIN pg_catalog.pg_collation AS col ON col.oid = i.indcollation[k.number - 1]
           ORDER BY k.number
       ) AS columns,
       ARRAY(
           SELECT pg_catalog.pg_get_indexdef(i.indexrelid, k.number, true)
           FROM pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts::int4) AS k (number)
           ORDER BY k.number
       ) AS include,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid, true) AS predicate,
       am.amname::text AS method,
       i.indisunique AS is_unique,
       i.indisprimary AS is_primary,
       EXISTS (SELECT FROM pg_catalog.pg_constraint AS con WHERE con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')) AS is_constraint,
       i.indisvalid AND i.indisready AND i.indislive AS is_valid,
       CASE x.relkind
           WHEN 'I' THEN (
               SELECT pg_catalog.sum(pg_catalog.pg_relation_size(tree.relid))::int8 FROM pg_catalog.pg_partition_tree(i.indexrelid) AS tree WHERE tree.isleaf
           )
           ELSE pg_catalog.pg_relation_size(i.indexrelid)
       END AS size_bytes,
       s.idx_scan AS scans,
       -- The column came with 16.
       (pg_catalog.to_jsonb(s) ->> 'last_idx_scan')::timestamptz AS last_used,
       ts.n_tup_ins + ts.n_tup_upd + ts.n_tup_del AS writes,
       db.stats_reset AS stats_since,
       pg_catalog.pg_get_indexdef(i.indexrelid) AS create_sql
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
JOIN pg_catalog.pg_am AS am ON am.oid = x.relam
LEFT JOIN pg_catalog.pg_stat_all_indexes AS s ON s.indexrelid = i.indexrelid
LEFT JOIN pg_catalog.pg_stat_all_tables AS ts ON ts.relid = i.indrelid
LEFT JOIN pg_catalog.pg_stat_database AS db ON db.datname = pg_catalog.current_database()
WHERE @include_system OR NOT (n.nspname IN ('pg_catalog', 'information_schema') OR n.nspname LIKE 'pg\_temp\_%' OR n.nspname LIKE 'pg\_toast%')
ORDER BY n.nspname, t.relname, x.relname
