-- tables of a backup · SQLite 3.37+
-- reads   : pragma_table_list
-- needs   :
-- params  :
-- columns : name, kind, without_rowid, strict
SELECT t.name AS name,
       t.type AS kind,
       t.wr AS without_rowid,
       t.strict AS strict
FROM pragma_table_list AS t
WHERE t.schema = 'main'
  AND t.type IN ('table', 'virtual', 'shadow')
  AND t.name NOT IN ('sqlite_schema', 'sqlite_master')
ORDER BY t.name
