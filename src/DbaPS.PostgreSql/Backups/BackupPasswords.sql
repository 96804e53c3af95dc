-- stored password hashes · PostgreSQL 14+
-- reads   : pg_authid
-- needs   : superuser
-- columns : name, hash
SELECT a.rolname AS name, a.rolpassword AS hash FROM pg_catalog.pg_authid a WHERE a.rolpassword IS NOT NULL ORDER BY 1
