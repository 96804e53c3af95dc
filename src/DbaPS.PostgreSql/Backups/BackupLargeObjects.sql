-- who owns and may use each large object, and its comment · PostgreSQL 14+
-- reads   : pg_largeobject_metadata, pg_description
-- needs   : nothing
-- columns : id, owner, privileges, comment
SELECT m.oid::int8 AS id,
       pg_catalog.pg_get_userbyid(m.lomowner)::text AS owner,
       m.lomacl::text AS privileges,
       pg_catalog.obj_description(m.oid, 'pg_largeobject') AS comment
FROM pg_catalog.pg_largeobject_metadata m
ORDER BY m.oid
