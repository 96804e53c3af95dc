-- every schema object with its definition, without anything that only this database knows · PostgreSQL 14+
-- reads   : the system catalogue
-- needs   : nothing
-- columns : kind, identity, definition, owner, privileges
WITH members AS (
    SELECT d.classid, d.objid FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'
), schemas AS (
    SELECT n.oid, quote_ident(n.nspname) AS name, n.nspowner, n.nspacl
    FROM pg_catalog.pg_namespace n
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_|toast_temp_)'
), relations AS (
    SELECT c.*, s.name || '.' || quote_ident(c.relname) AS identity
    FROM pg_catalog.pg_class c
    JOIN schemas s ON s.oid = c.relnamespace
    WHERE c.relpersistence <> 't' AND NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_class'::regclass AND m.objid = c.oid)
), objects AS (
    SELECT 'schema' AS kind, s.name AS identity, '' AS definition, s.nspowner AS owner, s.nspacl AS acl
    FROM schemas s
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_namespace'::regclass AND m.objid = s.oid)
    UNION ALL
    SELECT 'extension', quote_ident(e.extname), '', e.extowner, NULL FROM pg_catalog.pg_extension e
    UNION ALL
    SELECT CASE r.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'f' THEN 'foreign table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'c' THEN 'composite type' END,
           r.identity,
           concat_ws(E'\n', 'persistence ' || r.relpersistence::text, 'of ' || nullif(r.reloftype, 0)::regtype::text, 'method ' || a.amname,
               'tablespace ' || t.spcname, 'options ' || array_to_string(r.reloptions, ','), 'toast ' || array_to_string(o.reloptions, ','),
               CASE WHEN r.relrowsecurity THEN 'row security' || CASE WHEN r.relforcerowsecurity THEN ' forced' ELSE '' END END,
               'identity ' || nullif(r.relreplident::text, 'd'),
               'partition by ' || pg_catalog.pg_get_partkeydef(r.oid), 'partition ' || pg_catalog.pg_get_expr(r.relpartbound, r.oid),
               'server ' || (SELECT v.srvname || ' ' || coalesce((SELECT string_agg(x, ',' ORDER BY x) FROM unnest(f.ftoptions) x), '') FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_foreign_server v ON v.oid = f.ftserver WHERE f.ftrelid = r.oid),
               'inherits ' || (SELECT string_agg(i.inhparent::regclass::text, ',' ORDER BY i.inhseqno) FROM pg_catalog.pg_inherits i WHERE i.inhrelid = r.oid),
               (SELECT string_agg(concat_ws(' ', quote_ident(c.attname), pg_catalog.format_type(c.atttypid, c.atttypmod),
                           CASE WHEN c.attcollation <> y.typcollation THEN 'collate ' || c.attcollation::regcollation::text END,
                           CASE WHEN c.attnotnull THEN 'not null' END, 'identity ' || nullif(c.attidentity::text, ''), 'generated ' || nullif(c.attgenerated::text, ''),
                           CASE WHEN r.relkind <> 'v' OR d.oid IS NOT NULL THEN 'default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid) END,
                           CASE WHEN c.attstorage <> y.typstorage THEN 'storage ' || c.attstorage::text END, 'compression ' || nullif(c.attcompression::text, ''),
                           'statistics ' || nullif(nullif(c.attstattarget, -1), NULL),
                           -- pg_attver is the server's own mark (seen from 15.20), another one in every database.
                           'options ' || (SELECT string_agg(x, ',' ORDER BY x) FROM unnest(c.attoptions) x WHERE x NOT LIKE 'pg\_attver=%'), 'foreign ' || (SELECT string_agg(x, ',' ORDER BY x) FROM unnest(c.attfdwoptions) x),
                           CASE WHEN NOT c.attislocal THEN 'inherited' END,
                           'granted ' || (SELECT string_agg(g::text, ',' ORDER BY g::text) FROM unnest(c.attacl) g)), E'\n'
                    -- An archive puts what a table inherits before what it has itself, in whatever order it came to both.
                    ORDER BY CASE WHEN r.relispartition OR NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = r.oid) THEN c.attnum END, c.attname)
                FROM pg_catalog.pg_attribute c
                JOIN pg_catalog.pg_type y ON y.oid = c.atttypid
                LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.attrelid AND d.adnum = c.attnum
                WHERE c.attrelid = r.oid AND c.attnum > 0 AND NOT c.attisdropped),
               CASE WHEN r.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(r.oid) END),
           r.relowner, r.relacl
    FROM relations r
    LEFT JOIN pg_catalog.pg_am a ON a.oid = r.relam
    LEFT JOIN pg_catalog.pg_tablespace t ON t.oid = r.reltablespace
    LEFT JOIN pg_catalog.pg_class o ON o.oid = r.reltoastrelid
    WHERE r.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
    UNION ALL
    SELECT 'sequence', r.identity,
           concat_ws(' ', q.seqtypid::regtype::text, q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, q.seqcycle, r.relpersistence,
               (SELECT 'owned ' || d.refobjid::regclass::text || '.' || quote_ident(a.attname)
                FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i'))), r.relowner, r.relacl
    FROM relations r JOIN pg_catalog.pg_sequence q ON q.seqrelid = r.oid
    UNION ALL
    SELECT 'index', r.identity,
           concat_ws(E'\n', pg_catalog.pg_get_indexdef(i.indexrelid), CASE WHEN NOT i.indisvalid THEN 'invalid' END, CASE WHEN i.indisclustered THEN 'clustered' END,
               CASE WHEN i.indisreplident THEN 'replica identity' END, 'tablespace ' || t.spcname), NULL, NULL
    FROM pg_catalog.pg_index i
    JOIN relations r ON r.oid = i.indexrelid
    JOIN pg_catalog.pg_class o ON o.oid = i.indrelid
    LEFT JOIN pg_catalog.pg_tablespace t ON t.oid = r.reltablespace
    -- What a failed build left is no part of an archive, and so of no restored database.
    WHERE i.indisvalid OR o.relkind = 'p'
    UNION ALL
    SELECT 'constraint', coalesce(r.identity, c.contypid::regtype::text) || ' ' || quote_ident(c.conname),
           concat_ws(E'\n', pg_catalog.pg_get_constraintdef(c.oid), CASE WHEN NOT c.conislocal THEN 'inherited' END, CASE WHEN c.conparentid <> 0 THEN 'of parent' END), NULL, NULL
    FROM pg_catalog.pg_constraint c
    JOIN schemas s ON s.oid = c.connamespace
    LEFT JOIN relations r ON r.oid = c.conrelid
    -- From version 18 not-null is a constraint of its own, named by the server; the columns say it already.
    WHERE (c.conrelid = 0 OR r.oid IS NOT NULL) AND c.contype NOT IN ('t', 'n')
      -- The server makes and names a partitioned table's foreign keys for each partition, on each side, and each version otherwise: the parent says it all.
      AND NOT (c.contype = 'f' AND c.conparentid <> 0)
      AND NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_type'::regclass AND m.objid = c.contypid)
    UNION ALL
    SELECT 'trigger', r.identity || ' ' || quote_ident(t.tgname), pg_catalog.pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text, NULL, NULL
    FROM pg_catalog.pg_trigger t JOIN relations r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
    UNION ALL
    SELECT 'rule', r.identity || ' ' || quote_ident(u.rulename), pg_catalog.pg_get_ruledef(u.oid) || ' ' || u.ev_enabled::text, NULL, NULL
    FROM pg_catalog.pg_rewrite u JOIN relations r ON r.oid = u.ev_class WHERE u.rulename <> '_RETURN'
    UNION ALL
    SELECT 'policy', r.identity || ' ' || quote_ident(p.polname),
           concat_ws(E'\n', p.polcmd, p.polpermissive, pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid),
               (SELECT string_agg(CASE WHEN x = 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(x)::text END, ',' ORDER BY 1) FROM unnest(p.polroles) x)), NULL, NULL
    FROM pg_catalog.pg_policy p JOIN relations r ON r.oid = p.polrelid
    UNION ALL
    SELECT 'statistics', s.name || '.' || quote_ident(x.stxname), pg_catalog.pg_get_statisticsobjdef(x.oid), x.stxowner, NULL
    FROM pg_catalog.pg_statistic_ext x JOIN schemas s ON s.oid = x.stxnamespace
    UNION ALL
    SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, s.name || '.' || quote_ident(p.proname) || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')',
           CASE p.prokind WHEN 'a' THEN (SELECT concat_ws(' ', a.aggkind, a.aggtransfn::regprocedure, a.aggfinalfn::regprocedure, a.aggcombinefn::regprocedure, a.aggtranstype::regtype, a.agginitval,
                                                    a.aggmtransfn::regprocedure, a.aggminvtransfn::regprocedure, a.aggmfinalfn::regprocedure, a.aggsortop::regoper, a.aggnumdirectargs, p.proparallel)
                                         FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid)
                ELSE pg_catalog.pg_get_functiondef(p.oid) END, p.proowner, p.proacl
    FROM pg_catalog.pg_proc p JOIN schemas s ON s.oid = p.pronamespace
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_proc'::regclass AND m.objid = p.oid)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_type t ON t.oid = d.refobjid
                      WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i' AND d.refclassid = 'pg_catalog.pg_type'::regclass)
    UNION ALL
    SELECT 'type', s.name || '.' || quote_ident(t.typname),
           concat_ws(E'\n', t.typtype, CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END, CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || t.typdefault,
               (SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
               (SELECT concat_ws(' ', g.rngsubtype::regtype, nullif(g.rngcollation, 0)::regcollation, g.rngcanonical::regproc, g.rngsubdiff::regproc) FROM pg_catalog.pg_range g WHERE g.rngtypid = t.oid),
               CASE WHEN t.typtype = 'b' THEN concat_ws(' ', t.typlen, t.typbyval, t.typalign, t.typstorage, t.typinput::regproc, t.typoutput::regproc, t.typreceive::regproc, t.typsend::regproc) END),
           t.typowner, t.typacl
    FROM pg_catalog.pg_type t JOIN schemas s ON s.oid = t.typnamespace
    WHERE t.typtype IN ('b', 'd', 'e', 'r') AND NOT (t.typelem <> 0 AND t.typcategory = 'A') AND t.typisdefined
      AND NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_type'::regclass AND m.objid = t.oid)
    UNION ALL
    SELECT 'operator', s.name || '.' || o.oprname || '(' || coalesce(nullif(o.oprleft, 0)::regtype::text, 'NONE') || ',' || o.oprright::regtype::text || ')',
           concat_ws(' ', o.oprcode::regprocedure, o.oprresult::regtype, o.oprcom::regoperator, o.oprnegate::regoperator, o.oprrest::regproc, o.oprjoin::regproc, o.oprcanmerge, o.oprcanhash), o.oprowner, NULL
    FROM pg_catalog.pg_operator o JOIN schemas s ON s.oid = o.oprnamespace
    -- One that is only named as another's commutator or negator, without a function of its own, is in no archive.
    WHERE o.oprcode <> 0 AND NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_operator'::regclass AND m.objid = o.oid)
    UNION ALL
    SELECT 'operator family', s.name || '.' || quote_ident(f.opfname) || ' using ' || a.amname,
           concat_ws(E'\n', (SELECT string_agg(o.amopstrategy || ' ' || o.amopopr::regoperator::text || ' ' || o.amoppurpose::text, E'\n' ORDER BY o.amopstrategy, o.amopopr::regoperator::text) FROM pg_catalog.pg_amop o WHERE o.amopfamily = f.oid),
               (SELECT string_agg(o.amprocnum || ' ' || o.amproc::text || ' ' || o.amproclefttype::regtype::text, E'\n' ORDER BY o.amprocnum, o.amproclefttype::regtype::text, o.amprocrighttype::regtype::text) FROM pg_catalog.pg_amproc o WHERE o.amprocfamily = f.oid)), f.opfowner, NULL
    FROM pg_catalog.pg_opfamily f JOIN schemas s ON s.oid = f.opfnamespace JOIN pg_catalog.pg_am a ON a.oid = f.opfmethod
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_opfamily'::regclass AND m.objid = f.oid)
    UNION ALL
    SELECT 'operator class', s.name || '.' || quote_ident(o.opcname) || ' using ' || a.amname,
           concat_ws(' ', o.opcintype::regtype, o.opcdefault, nullif(o.opckeytype, 0)::regtype, (SELECT f.opfname FROM pg_catalog.pg_opfamily f WHERE f.oid = o.opcfamily)), o.opcowner, NULL
    FROM pg_catalog.pg_opclass o JOIN schemas s ON s.oid = o.opcnamespace JOIN pg_catalog.pg_am a ON a.oid = o.opcmethod
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_opclass'::regclass AND m.objid = o.oid)
    UNION ALL
    SELECT 'collation', s.name || '.' || quote_ident(c.collname), concat_ws(' ', c.collprovider, c.collisdeterministic, j ->> 'collcollate', j ->> 'collctype', coalesce(j ->> 'colllocale', j ->> 'colliculocale'), j ->> 'collicurules'), c.collowner, NULL
    FROM pg_catalog.pg_collation c JOIN schemas s ON s.oid = c.collnamespace CROSS JOIN LATERAL to_jsonb(c) j
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_collation'::regclass AND m.objid = c.oid)
    UNION ALL
    SELECT 'conversion', s.name || '.' || quote_ident(c.conname), concat_ws(' ', c.conforencoding, c.contoencoding, c.conproc::regproc, c.condefault), c.conowner, NULL
    FROM pg_catalog.pg_conversion c JOIN schemas s ON s.oid = c.connamespace
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_conversion'::regclass AND m.objid = c.oid)
    UNION ALL
    SELECT 'cast', c.castsource::regtype || ' as ' || c.casttarget::regtype, concat_ws(' ', nullif(c.castfunc, 0)::regprocedure, c.castcontext, c.castmethod), NULL, NULL
    FROM pg_catalog.pg_cast c
    WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_cast'::regclass AND m.objid = c.oid)
    UNION ALL
    SELECT 'text search configuration', s.name || '.' || quote_ident(c.cfgname),
           (SELECT string_agg(m.maptokentype || ' ' || m.mapseqno || ' ' || m.mapdict::regdictionary::text, E'\n' ORDER BY m.maptokentype, m.mapseqno) FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg = c.oid), c.cfgowner, NULL
    FROM pg_catalog.pg_ts_config c JOIN schemas s ON s.oid = c.cfgnamespace
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_ts_config'::regclass AND m.objid = c.oid)
    UNION ALL
    SELECT 'text search dictionary', s.name || '.' || quote_ident(d.dictname), concat_ws(' ', (SELECT t.tmplname FROM pg_catalog.pg_ts_template t WHERE t.oid = d.dicttemplate), d.dictinitoption), d.dictowner, NULL
    FROM pg_catalog.pg_ts_dict d JOIN schemas s ON s.oid = d.dictnamespace
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_ts_dict'::regclass AND m.objid = d.oid)
    UNION ALL
    SELECT 'language', quote_ident(l.lanname), concat_ws(' ', l.lanpltrusted, l.lanplcallfoid::regproc), l.lanowner, l.lanacl
    FROM pg_catalog.pg_language l
    WHERE l.oid >= 16384 AND NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_language'::regclass AND m.objid = l.oid)
    UNION ALL
    SELECT 'foreign-data wrapper', quote_ident(f.fdwname), concat_ws(' ', f.fdwhandler::regproc, f.fdwvalidator::regproc, (SELECT string_agg(x, ',' ORDER BY x) FROM unnest(f.fdwoptions) x)), f.fdwowner, f.fdwacl
    FROM pg_catalog.pg_foreign_data_wrapper f
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_foreign_data_wrapper'::regclass AND m.objid = f.oid)
    UNION ALL
    SELECT 'server', quote_ident(v.srvname), concat_ws(' ', (SELECT f.fdwname FROM pg_catalog.pg_foreign_data_wrapper f WHERE f.oid = v.srvfdw), v.srvtype, v.srvversion, (SELECT string_agg(x, ',' ORDER BY x) FROM unnest(v.srvoptions) x)), v.srvowner, v.srvacl
    FROM pg_catalog.pg_foreign_server v
    UNION ALL
    -- Only that it is there: its options may hold a password.
    SELECT 'user mapping', quote_ident(m.usename) || ' on ' || quote_ident(m.srvname), '', NULL, NULL FROM pg_catalog.pg_user_mappings m
    UNION ALL
    SELECT 'event trigger', quote_ident(e.evtname), concat_ws(' ', e.evtevent, e.evtfoid::regproc, e.evtenabled, array_to_string(e.evttags, ',')), e.evtowner, NULL
    FROM pg_catalog.pg_event_trigger e
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_event_trigger'::regclass AND m.objid = e.oid)
    UNION ALL
    SELECT 'publication', quote_ident(p.pubname),
           concat_ws(E'\n', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot, to_jsonb(p) ->> 'pubgencols',
               -- Row filters and columns came with version 15, and the view has both by name: the numbers of columns are each database's own.
               CASE WHEN NOT p.puballtables THEN
                   (SELECT string_agg(concat_ws(' ', quote_ident(v.schemaname), quote_ident(v.tablename), to_jsonb(v) ->> 'rowfilter', to_jsonb(v) ->> 'attnames'), E'\n' ORDER BY v.schemaname, v.tablename)
                    FROM pg_catalog.pg_publication_tables v WHERE v.pubname = p.pubname) END), p.pubowner, NULL
    FROM pg_catalog.pg_publication p
    UNION ALL
    -- Not its connection: that may hold a password, and a restored subscription is made without connecting.
    SELECT 'subscription', quote_ident(s.subname), array_to_string(s.subpublications, ','), s.subowner, NULL
    FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = pg_catalog.current_database()
    UNION ALL
    SELECT 'transform', t.trftype::regtype || ' for ' || (SELECT l.lanname FROM pg_catalog.pg_language l WHERE l.oid = t.trflang), concat_ws(' ', t.trffromsql::regproc, t.trftosql::regproc), NULL, NULL
    FROM pg_catalog.pg_transform t
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_transform'::regclass AND m.objid = t.oid)
    UNION ALL
    SELECT 'access method', quote_ident(a.amname), concat_ws(' ', a.amtype, a.amhandler::regproc), NULL, NULL
    FROM pg_catalog.pg_am a
    WHERE a.oid >= 16384 AND NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_am'::regclass AND m.objid = a.oid)
    UNION ALL
    SELECT 'default privileges', concat_ws(' ', pg_catalog.pg_get_userbyid(d.defaclrole), d.defaclobjtype, (SELECT s.name FROM schemas s WHERE s.oid = d.defaclnamespace)), '', NULL, d.defaclacl
    FROM pg_catalog.pg_default_acl d
    UNION ALL
    SELECT 'comment', i.type || ' ' || i.identity, d.description, NULL, NULL
    FROM pg_catalog.pg_description d
    CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) i
    WHERE d.objoid >= 16384 AND i.identity IS NOT NULL AND (i.schema IS NULL OR i.schema !~ '^pg_(toast|temp_|toast_temp_)')
      AND NOT EXISTS (SELECT FROM members m WHERE m.classid = d.classoid AND m.objid = d.objoid) AND d.classoid <> 'pg_catalog.pg_extension'::regclass
    UNION ALL
    SELECT 'security label', l.objtype || ' ' || l.objname || ' ' || l.provider, l.label, NULL, NULL
    FROM pg_catalog.pg_seclabels l WHERE l.objtype NOT IN ('role', 'database', 'tablespace')
)
SELECT o.kind, o.identity, coalesce(o.definition, '') AS definition, pg_catalog.pg_get_userbyid(o.owner)::text AS owner,
       nullif((SELECT string_agg(g::text, ',' ORDER BY g::text) FROM unnest(o.acl) g),
              (SELECT string_agg(g::text, ',' ORDER BY g::text) FROM unnest(acldefault(CASE
                   WHEN o.kind IN ('table', 'partitioned table', 'foreign table', 'view', 'materialized view') THEN 'r' WHEN o.kind = 'sequence' THEN 's'
                   WHEN o.kind IN ('function', 'procedure', 'aggregate') THEN 'f' WHEN o.kind = 'schema' THEN 'n' WHEN o.kind = 'type' THEN 'T'
                   WHEN o.kind = 'language' THEN 'l' WHEN o.kind = 'foreign-data wrapper' THEN 'F' WHEN o.kind = 'server' THEN 'S'
               END::"char", o.owner)) g)) AS privileges
FROM objects o
ORDER BY o.kind COLLATE "C", o.identity COLLATE "C"
