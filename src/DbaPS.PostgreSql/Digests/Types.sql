-- types of columns, resolved · PostgreSQL 14+
-- reads   : pg_type, pg_range, pg_attribute, pg_class, pg_namespace, pg_enum
-- needs   : nothing
-- columns : oid, schema, name, kind, element, base, relation, delimiter, is_array, has_binary, subtype, range_of, fields
WITH RECURSIVE used (oid) AS (
    SELECT DISTINCT a.atttypid
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'm', 'f')
      AND n.nspname <> 'pg_catalog' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_(toast|temp_|toast_temp_)'
    UNION
    SELECT inner_type.oid
    FROM used u
    JOIN pg_catalog.pg_type t ON t.oid = u.oid
    CROSS JOIN LATERAL (
        SELECT t.typelem AS oid WHERE t.typelem <> 0
        UNION ALL SELECT t.typbasetype WHERE t.typbasetype <> 0
        UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid
        UNION ALL SELECT r.rngtypid FROM pg_catalog.pg_range r WHERE r.rngmultitypid = t.oid
        UNION ALL SELECT f.atttypid FROM pg_catalog.pg_attribute f WHERE t.typtype = 'c' AND f.attrelid = t.typrelid AND f.attnum > 0 AND NOT f.attisdropped
    ) inner_type
)
SELECT t.oid::int8 AS oid, n.nspname AS schema, t.typname AS name, t.typtype::text AS kind, t.typelem::int8 AS element, t.typbasetype::int8 AS base,
       t.typrelid::int8 AS relation, t.typdelim::text AS delimiter, (t.typelem <> 0 AND t.typlen = -1 AND t.typcategory = 'A') AS is_array,
       (t.typsend <> 0 AND t.typreceive <> 0) AS has_binary,
       coalesce((SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid), 0)::int8 AS subtype,
       coalesce((SELECT r.rngtypid FROM pg_catalog.pg_range r WHERE r.rngmultitypid = t.oid), 0)::int8 AS range_of,
       (SELECT string_agg(f.atttypid::int8::text, E'\n' ORDER BY f.attnum)
        FROM pg_catalog.pg_attribute f WHERE t.typtype = 'c' AND f.attrelid = t.typrelid AND f.attnum > 0 AND NOT f.attisdropped) AS fields
FROM used u
JOIN pg_catalog.pg_type t ON t.oid = u.oid
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
ORDER BY t.oid
