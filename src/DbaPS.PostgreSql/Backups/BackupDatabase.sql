-- the database's own properties · PostgreSQL 14+
-- reads   : pg_database, pg_tablespace, pg_roles, pg_shdescription
-- needs   : nothing
-- columns : name, value
SELECT p.name, p.value
FROM pg_catalog.pg_database d
CROSS JOIN LATERAL to_jsonb(d) j
CROSS JOIN LATERAL (VALUES
    ('name', d.datname::text),
    ('owner', pg_catalog.pg_get_userbyid(d.datdba)::text),
    ('encoding', pg_catalog.pg_encoding_to_char(d.encoding)::text),
    ('collate', d.datcollate::text),
    ('ctype', d.datctype::text),
    ('localeProvider', CASE j ->> 'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END),
    ('locale', coalesce(j ->> 'datlocale', j ->> 'daticulocale')),
    ('icuRules', j ->> 'daticurules'),
    ('collationVersion', j ->> 'datcollversion'),
    ('tablespace', (SELECT t.spcname::text FROM pg_catalog.pg_tablespace t WHERE t.oid = d.dattablespace)),
    ('connectionLimit', d.datconnlimit::text),
    ('isTemplate', d.datistemplate::text),
    ('allowConnections', d.datallowconn::text),
    ('privileges', d.datacl::text),
    ('comment', pg_catalog.shobj_description(d.oid, 'pg_database'))
) p (name, value)
WHERE d.datname = pg_catalog.current_database() AND p.value IS NOT NULL
ORDER BY p.name
