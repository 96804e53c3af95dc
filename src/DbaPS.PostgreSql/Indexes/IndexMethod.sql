-- index methods · PostgreSQL
-- reads   : pg_am
-- needs   :
-- params  :
-- columns : method, is_sorted
SELECT am.amname::text AS method,
       pg_catalog.pg_indexam_has_property(am.oid, 'can_order') AS is_sorted
FROM pg_catalog.pg_am AS am
WHERE am.amtype = 'i'
ORDER BY am.amname
