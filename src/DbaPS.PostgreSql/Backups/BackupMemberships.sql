-- memberships of roles · PostgreSQL 14+
-- reads   : pg_auth_members
-- needs   : nothing
-- columns : member, role, options, grantor
SELECT pg_catalog.pg_get_userbyid(m.member) AS member, pg_catalog.pg_get_userbyid(m.roleid) AS role,
       array_remove(ARRAY[
           CASE WHEN m.admin_option THEN 'ADMIN' END,
           CASE j ->> 'inherit_option' WHEN 'true' THEN 'INHERIT' WHEN 'false' THEN 'NOINHERIT' END,
           CASE j ->> 'set_option' WHEN 'true' THEN 'SET' WHEN 'false' THEN 'NOSET' END], NULL) AS options,
       (SELECT g.rolname FROM pg_catalog.pg_roles g WHERE g.oid = m.grantor) AS grantor
FROM pg_catalog.pg_auth_members m
CROSS JOIN LATERAL to_jsonb(m) j
ORDER BY 1, 2, 4
