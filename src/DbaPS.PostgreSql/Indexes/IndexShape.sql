-- index shapes · PostgreSQL
-- reads   : pg_index, pg_class, pg_namespace, pg_am, pg_attribute, pg_opclass, pg_collation, pg_constraint, pg_inherits, pg_locks,
--           pg_stat_progress_create_index
-- needs   :
-- params  : @table_ids int8[]
-- columns : table_id, index_id, schema, index, kind, method, is_unique, is_valid, is_immediate, nulls_not_distinct, is_needed,
--           attached_to, predicate, include, keys, built_by
SELECT i.indrelid::int8 AS table_id,
       x.oid::int8 AS index_id,
       n.nspname::text AS schema,
       x.relname::text AS index,
       x.relkind::text AS kind,
       am.amname::text AS method,
       i.indisunique AS is_unique,
       i.indisvalid AND i.indisready AND i.indislive AS is_valid,
       i.indimmediate AS is_immediate,
       -- The column came with 15.
       COALESCE((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::bool, false) AS nulls_not_distinct,
       i.indisprimary OR i.indisexclusion OR i.indisreplident
           OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS con WHERE con.conindid = x.oid) AS is_needed,
       (SELECT inh.inhparent::int8 FROM pg_catalog.pg_inherits AS inh WHERE inh.inhrelid = x.oid) AS attached_to,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate,
       ARRAY(
           SELECT a.attname::text
           FROM pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts::int4) AS k (number)
           JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.number - 1]
           ORDER BY k.number
       ) AS include,
       (
           SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
                      'expression', COALESCE(a.attname::text, pg_catalog.pg_get_indexdef(x.oid, k.number, false)),
                      'isColumn', a.attnum IS NOT NULL,
                      'collation', col.collname,
                      'isUsualCollation', col.oid IS NULL
                          OR col.oid = COALESCE(a.attcollation, 'pg_catalog."default"'::pg_catalog.regcollation::oid),
                      'operatorClass', opc.opcname || COALESCE('(' || pg_catalog.array_to_string(own.attoptions, ', ') || ')', ''),
                      'isUsualOperatorClass', opc.opcdefault AND own.attoptions IS NULL,
                      -- Bit 0 is descending, bit 1 nulls first.
                      'descending', i.indoption[k.number - 1] & 1 = 1,
                      'nullsFirst', i.indoption[k.number - 1] & 2 = 2
                  ) ORDER BY k.number)::text
           FROM pg_catalog.generate_series(1, i.indnkeyatts::int4) AS k (number)
           JOIN pg_catalog.pg_opclass AS opc ON opc.oid = i.indclass[k.number - 1]
           JOIN pg_catalog.pg_attribute AS own ON own.attrelid = x.oid AND own.attnum = k.number
           LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.number - 1] AND a.attnum <> 0
           LEFT JOIN pg_catalog.pg_collation AS col ON col.oid = i.indcollation[k.number - 1]
       ) AS keys,
       -- Whoever builds on the table now holds this lock; what is built is hidden from other roles, the lock is not.
       (
           SELECT pg_catalog.min(p.pid)
           FROM pg_catalog.pg_stat_progress_create_index AS p
           JOIN pg_catalog.pg_locks AS l ON l.pid = p.pid AND l.relation = i.indrelid
           WHERE NOT i.indisvalid AND (p.index_relid IS NULL OR p.index_relid IN (0, x.oid))
       ) AS built_by
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = x.relnamespace
JOIN pg_catalog.pg_am AS am ON am.oid = x.relam
WHERE i.indrelid::int8 = ANY (@table_ids)
ORDER BY x.relname
