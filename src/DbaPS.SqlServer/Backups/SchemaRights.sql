-- schema-rights · SQL Server
-- reads   : sys.database_principals, sys.database_role_members, sys.database_permissions, sys.objects, sys.schemas
-- needs   : VIEW DEFINITION on the database
-- params  :
-- columns : kind, identity, definition, owner
SELECT N'principal' AS kind, QUOTENAME(p.name) AS [identity], CONVERT(nvarchar(max), p.type_desc) + N' schema=' + COALESCE(p.default_schema_name, N'') AS definition, CONVERT(nvarchar(128), NULL) AS owner
FROM sys.database_principals AS p
WHERE p.is_fixed_role = 0 AND p.principal_id > 4
UNION ALL
SELECT N'role-member', QUOTENAME(r.name) + N' ' + QUOTENAME(u.name), CONVERT(nvarchar(max), N''), NULL
FROM sys.database_role_members AS m
JOIN sys.database_principals AS r ON r.principal_id = m.role_principal_id
JOIN sys.database_principals AS u ON u.principal_id = m.member_principal_id
UNION ALL
SELECT N'grant',
       g.class_desc + N' ' + COALESCE(QUOTENAME(os.name) + N'.' + QUOTENAME(o.name), QUOTENAME(s.name), CONVERT(nvarchar(11), g.major_id))
           + N' column ' + CONVERT(nvarchar(11), g.minor_id) + N' ' + g.permission_name + N' ' + QUOTENAME(w.name),
       CONVERT(nvarchar(max), g.state_desc), NULL
FROM sys.database_permissions AS g
JOIN sys.database_principals AS w ON w.principal_id = g.grantee_principal_id
LEFT JOIN sys.objects AS o ON g.class = 1 AND o.object_id = g.major_id
LEFT JOIN sys.schemas AS os ON os.schema_id = o.schema_id
LEFT JOIN sys.schemas AS s ON g.class = 3 AND s.schema_id = g.major_id
-- Rights on the server's own objects are the same everywhere.
WHERE g.major_id >= 0
ORDER BY kind, [identity]
