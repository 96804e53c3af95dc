-- sizes of tables and indexes, as the library's own table of pages counts them · SQLite 3.37+
-- reads   : dbstat, sqlite_schema
-- needs   : a SQLite library built with SQLITE_ENABLE_DBSTAT_VTAB
-- params  :
-- columns : table, name, bytes
SELECT o.tbl_name AS "table",
       o.name AS name,
       s.pgsize AS bytes
FROM dbstat AS s
JOIN main.sqlite_schema AS o ON o.name = s.name
WHERE s.schema = 'main'
  AND s.aggregate = 1
