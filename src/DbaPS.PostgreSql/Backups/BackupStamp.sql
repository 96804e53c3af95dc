-- every definition with a mark that changes when it does, and the name by which rows may speak of it · PostgreSQL 14+
-- reads   : the system catalogue
-- needs   : nothing
-- columns : catalogue, id, stamp, name
WITH spaces AS (
    SELECT n.oid, n.nspname, n.xmin FROM pg_catalog.pg_namespace n
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_|toast_temp_)'
), relations AS (
    SELECT c.*, s.nspname || '.' || c.relname AS name FROM pg_catalog.pg_class c JOIN spaces s ON s.oid = c.relnamespace WHERE c.relpersistence <> 't'
), marks (catalogue, id, stamp, name) AS (
    -- The mark is the transaction that wrote the row, but where maintenance writes rows too (a REINDEX, a REFRESH, VACUUM): there it is what the row says.
    -- Rows that belong to one object are added up by it, so that a new object never changes an old one's mark.
    SELECT 'pg_namespace', s.oid, s.xmin::text, s.nspname::text FROM spaces s
    UNION ALL
    SELECT 'pg_roles', r.oid, r.rolname::text, r.rolname::text FROM pg_catalog.pg_roles r
    UNION ALL
    SELECT 'pg_class', r.oid, md5(concat_ws(E'\n', r.name, r.relkind, r.relowner, r.reloftype, r.relam, r.reltablespace, r.relpersistence, r.relrowsecurity, r.relforcerowsecurity,
               r.relreplident, r.relispartition, r.relacl, r.reloptions, r.relpartbound)), r.name
    FROM relations r
    UNION ALL
    SELECT 'pg_attribute', a.attrelid, concat_ws(' ', count(*), sum(a.xmin::text::int8)), NULL FROM pg_catalog.pg_attribute a JOIN relations r ON r.oid = a.attrelid WHERE a.attnum > 0 GROUP BY a.attrelid
    UNION ALL
    SELECT 'pg_attrdef', d.adrelid, concat_ws(' ', count(*), sum(d.xmin::text::int8)), NULL FROM pg_catalog.pg_attrdef d JOIN relations r ON r.oid = d.adrelid GROUP BY d.adrelid
    UNION ALL
    SELECT 'pg_index', i.indexrelid, concat_ws(' ', i.indisvalid, i.indisready, i.indisclustered, i.indisreplident, i.indimmediate), NULL
    FROM pg_catalog.pg_index i JOIN relations r ON r.oid = i.indexrelid
    UNION ALL
    SELECT 'pg_constraint', c.oid, c.xmin::text, NULL FROM pg_catalog.pg_constraint c JOIN spaces s ON s.oid = c.connamespace WHERE c.conrelid = 0 OR c.conrelid IN (SELECT r.oid FROM relations r)
    UNION ALL
    SELECT 'pg_rewrite', u.oid, u.xmin::text, NULL FROM pg_catalog.pg_rewrite u JOIN relations r ON r.oid = u.ev_class
    UNION ALL
    SELECT 'pg_trigger', t.oid, t.xmin::text, NULL FROM pg_catalog.pg_trigger t JOIN relations r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
    UNION ALL
    SELECT 'pg_policy', p.oid, p.xmin::text, NULL FROM pg_catalog.pg_policy p JOIN relations r ON r.oid = p.polrelid
    UNION ALL
    SELECT 'pg_sequence', q.seqrelid, q.xmin::text, NULL FROM pg_catalog.pg_sequence q JOIN relations r ON r.oid = q.seqrelid
    UNION ALL
    SELECT 'pg_inherits', i.inhrelid, concat_ws(' ', count(*), sum(i.xmin::text::int8)), NULL FROM pg_catalog.pg_inherits i JOIN relations r ON r.oid = i.inhrelid GROUP BY i.inhrelid
    UNION ALL
    SELECT 'pg_foreign_table', f.ftrelid, f.xmin::text, NULL FROM pg_catalog.pg_foreign_table f
    UNION ALL
    SELECT 'pg_statistic_ext', x.oid, x.xmin::text, NULL FROM pg_catalog.pg_statistic_ext x JOIN spaces s ON s.oid = x.stxnamespace
    UNION ALL
    SELECT 'pg_proc', p.oid, p.xmin::text, s.nspname || '.' || p.proname FROM pg_catalog.pg_proc p JOIN spaces s ON s.oid = p.pronamespace
    UNION ALL
    SELECT 'pg_type', t.oid, t.xmin::text, s.nspname || '.' || t.typname FROM pg_catalog.pg_type t JOIN spaces s ON s.oid = t.typnamespace
    WHERE t.typtype IN ('b', 'd', 'e', 'r', 'm') AND NOT (t.typelem <> 0 AND t.typcategory = 'A')
    UNION ALL
    SELECT 'pg_enum', e.oid, e.xmin::text, e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.oid >= 16384
    UNION ALL
    SELECT 'pg_operator', o.oid, o.xmin::text, s.nspname || '.' || o.oprname FROM pg_catalog.pg_operator o JOIN spaces s ON s.oid = o.oprnamespace
    UNION ALL
    SELECT 'pg_opfamily', f.oid, f.xmin::text, NULL FROM pg_catalog.pg_opfamily f JOIN spaces s ON s.oid = f.opfnamespace
    UNION ALL
    SELECT 'pg_amop', o.oid, o.xmin::text, NULL FROM pg_catalog.pg_amop o WHERE o.oid >= 16384
    UNION ALL
    SELECT 'pg_amproc', p.oid, p.xmin::text, NULL FROM pg_catalog.pg_amproc p WHERE p.oid >= 16384
    UNION ALL
    SELECT 'pg_opclass', o.oid, o.xmin::text, NULL FROM pg_catalog.pg_opclass o JOIN spaces s ON s.oid = o.opcnamespace
    UNION ALL
    SELECT 'pg_collation', c.oid, c.xmin::text, s.nspname || '.' || c.collname FROM pg_catalog.pg_collation c JOIN spaces s ON s.oid = c.collnamespace
    UNION ALL
    SELECT 'pg_conversion', c.oid, c.xmin::text, NULL FROM pg_catalog.pg_conversion c JOIN spaces s ON s.oid = c.connamespace
    UNION ALL
    SELECT 'pg_ts_config', c.oid, c.xmin::text, s.nspname || '.' || c.cfgname FROM pg_catalog.pg_ts_config c JOIN spaces s ON s.oid = c.cfgnamespace
    UNION ALL
    SELECT 'pg_ts_config_map', m.mapcfg, concat_ws(' ', count(*), sum(m.xmin::text::int8)), NULL FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg >= 16384 GROUP BY m.mapcfg
    UNION ALL
    SELECT 'pg_ts_dict', d.oid, d.xmin::text, s.nspname || '.' || d.dictname FROM pg_catalog.pg_ts_dict d JOIN spaces s ON s.oid = d.dictnamespace
    UNION ALL
    SELECT 'pg_cast', c.oid, c.xmin::text, NULL FROM pg_catalog.pg_cast c WHERE c.oid >= 16384
    UNION ALL
    SELECT 'pg_language', l.oid, l.xmin::text, NULL FROM pg_catalog.pg_language l WHERE l.oid >= 16384
    UNION ALL
    SELECT 'pg_am', a.oid, a.xmin::text, NULL FROM pg_catalog.pg_am a WHERE a.oid >= 16384
    UNION ALL
    SELECT 'pg_transform', t.oid, t.xmin::text, NULL FROM pg_catalog.pg_transform t WHERE t.oid >= 16384
    UNION ALL
    SELECT 'pg_extension', e.oid, e.xmin::text, NULL FROM pg_catalog.pg_extension e
    UNION ALL
    SELECT 'pg_foreign_data_wrapper', f.oid, f.xmin::text, NULL FROM pg_catalog.pg_foreign_data_wrapper f WHERE f.oid >= 16384
    UNION ALL
    SELECT 'pg_foreign_server', v.oid, v.xmin::text, NULL FROM pg_catalog.pg_foreign_server v
    UNION ALL
    SELECT 'pg_event_trigger', e.oid, e.xmin::text, NULL FROM pg_catalog.pg_event_trigger e
    UNION ALL
    SELECT 'pg_publication', p.oid, p.xmin::text, NULL FROM pg_catalog.pg_publication p
    UNION ALL
    SELECT 'pg_publication_rel', p.oid, p.xmin::text, NULL FROM pg_catalog.pg_publication_rel p
    UNION ALL
    SELECT 'pg_default_acl', d.oid, d.xmin::text, NULL FROM pg_catalog.pg_default_acl d
)
SELECT m.catalogue, m.id::int8 AS id, m.stamp, m.name FROM marks m
