-- clock · PostgreSQL 14+
-- reads   : (settings)
-- needs   :
-- params  :
-- columns : now
SELECT pg_catalog.clock_timestamp() AS now
